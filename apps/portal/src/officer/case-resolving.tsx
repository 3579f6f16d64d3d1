import { useState } from 'preact/hooks';
import { useAction, useApi } from '../api/use-api';
import { usePerson } from '../frame/face';
import { Labelled } from '../form/labelled';
import { ProblemPanel } from '../ui/problem-panel';
import { useSpeech } from '../words/language';
import { useMay } from './may';
import type { Case, Choice } from './types';

interface Part {
  readonly row: Case;
  readonly onDone: () => void;
}

/** The choices with what each will do; where both programs must agree this is a vote, with a note that may cross. */
export function CaseResolving({ row, onDone }: Part) {
  const { words } = useSpeech();
  const api = useApi();
  const mayAct = useMay();
  const [choice, setChoice] = useState('');
  const [reason, setReason] = useState('');
  const [noteForPeer, setNote] = useState('');
  const resolve = useAction(async () => {
    const note = noteForPeer.trim() === '' ? {} : { noteForPeer };
    await api.post(`/v1/staff/cases/${row.id}/resolve`, { choice, reason, ...note });
    onDone();
  });
  if (row.choices.length === 0 || !mayAct) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void resolve.run();
      }}
    >
      <fieldset>
        <legend>{words.case.choices}</legend>
        {row.choices.map((one) => (
          <ChoiceOf key={one.code} choice={one} isChosen={choice === one.code} onChoose={setChoice} />
        ))}
      </fieldset>
      <TextOf id="reason" label={words.field.reason} isRequired value={reason} onChange={setReason} />
      {row.needsBoth && (
        <TextOf id="note" label={words.case.noteForPeer} value={noteForPeer} onChange={setNote} />
      )}
      <ProblemPanel error={resolve.error} />
      <button disabled={resolve.isBusy}>{row.needsBoth ? words.case.vote : words.case.resolve}</button>
    </form>
  );
}

function ChoiceOf({
  choice: { code, label, effect, by },
  isChosen,
  onChoose,
}: {
  choice: Choice;
  isChosen: boolean;
  onChoose: (code: string) => void;
}) {
  const { words, of } = useSpeech();
  const { roles } = usePerson();
  const names = by.map((role) => words.case.roles[role] ?? role);
  return (
    <div class="field tick">
      <input
        type="radio"
        name="choice"
        id={`choice-${code}`}
        required
        checked={isChosen}
        disabled={!by.some((role) => roles.includes(role))}
        aria-describedby={`effect-${code}`}
        onChange={() => onChoose(code)}
      />
      <label for={`choice-${code}`}>
        <strong>{of(label)}</strong>{' '}
        {by.length === 1 && <span class="muted">({words.case.only(names.join(', '))})</span>}
      </label>
      <span class="hint" id={`effect-${code}`}>
        {of(effect)}
      </span>
    </div>
  );
}

function TextOf({
  id,
  label,
  isRequired = false,
  value,
  onChange,
}: {
  id: string;
  label: string;
  isRequired?: boolean;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Labelled
      id={id}
      label={label}
      isOptional={!isRequired}
      control={(described) => (
        <textarea
          {...described}
          rows={3}
          required={isRequired}
          maxLength={2000}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    />
  );
}
