import type { FieldFinding } from '@harmonization/domain/application-form';
import { useState } from 'preact/hooks';
import { useAction, useApi } from '../api/use-api';
import { FormContext } from '../form/form-state';
import { TextField } from '../form/field';
import { withValueAt } from '../form/pointer';
import { ProblemPanel } from '../ui/problem-panel';
import { useSpeech } from '../words/language';
import { programName } from './names';

const NO_FINDINGS: readonly FieldFinding[] = [];

/** A membership's number and its one-time code. */
export function CodeForm({
  program,
  path,
  label,
  onDone,
}: {
  program: string;
  path: string;
  label: string;
  onDone: () => void;
}) {
  const { words } = useSpeech();
  const api = useApi();
  const [document, setDocument] = useState<Record<string, unknown>>({});
  const prove = useAction(async () => {
    await api.post(path, document);
    onDone();
  });
  const set = (pointer: string, value: unknown): void =>
    setDocument((before) => withValueAt(before, pointer, value));
  return (
    <FormContext.Provider value={{ document, findings: NO_FINDINGS, set }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void prove.run();
        }}
      >
        <ProblemPanel error={prove.error} />
        <TextField
          pointer="/accountNumber"
          label={words.apply.peerAccount(programName(words, program))}
          width={16}
        />
        <TextField
          pointer="/code"
          label={words.apply.code}
          hint={words.apply.codeHint(programName(words, program))}
          width={16}
        />
        <button disabled={prove.isBusy}>{label}</button>
      </form>
    </FormContext.Provider>
  );
}
