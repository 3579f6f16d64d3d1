import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Doing } from '../api/use-api';
import { Labelled } from '../form/labelled';
import { useSpeech } from '../words/language';
import { Notice } from './notice';
import { ProblemPanel } from './problem-panel';

interface StatementProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly button: string;
  /** What is said once it was received. */
  readonly done?: string;
  readonly doing: Doing<[string]>;
  readonly maxLength?: number;
  readonly children?: ComponentChildren;
}

/** A text that someone writes to a program, with its button; what was typed stays until it was received. */
export function StatementForm({
  id,
  label,
  hint,
  button,
  done,
  doing,
  maxLength = 20_000,
  children,
}: StatementProps) {
  const { words } = useSpeech();
  const [text, setText] = useState('');
  const [isDone, setDone] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const isReceived = await doing.run(text);
    setDone(isReceived);
    if (isReceived) setText('');
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      {isDone && <Notice kind="success">{done ?? words.action.saved}</Notice>}
      <ProblemPanel error={doing.error} />
      <Labelled
        id={id}
        label={label}
        hint={hint}
        control={(described) => (
          <textarea
            {...described}
            rows={4}
            required
            maxLength={maxLength}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        )}
      />
      {children}
      <button disabled={doing.isBusy}>{button}</button>
    </form>
  );
}
