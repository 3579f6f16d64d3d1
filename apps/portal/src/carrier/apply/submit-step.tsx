import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { ApiClient } from '../../api/client';
import type { Application } from '../../api/types';
import { useAction, useApi } from '../../api/use-api';
import { ErrorSummary } from '../../form/error-summary';
import { TextField } from '../../form/field';
import { FormContext } from '../../form/form-state';
import { withValueAt } from '../../form/pointer';
import { findingsOf } from '../../form/server-findings';
import { useFace } from '../../frame/face';
import { ProblemPanel } from '../../ui/problem-panel';
import { useSpeech } from '../../words/language';
import { programName } from '../names';
import { CheckAnswers } from './check-answers';
import type { Holding } from './holding';
import type { Step } from './steps';
import type { Draft } from './use-draft';

interface SubmitProps {
  readonly id: string;
  readonly draft: Draft;
  readonly steps: readonly Step[];
  readonly holding: Holding;
  readonly isComplete: boolean;
}

/** The last step: every answer once more, the code of the other membership where there is one, and the submission. */
export function SubmitStep({ id, draft, steps, holding, isComplete }: SubmitProps) {
  const { words } = useSpeech();
  const api = useApi();
  const { route } = useLocation();
  const [membership, setMembership] = useState<Record<string, unknown>>({});
  const [turn, setTurn] = useState(0);
  const isAnswer = draft.state === 'INFO_REQUESTED';
  const submit = useAction(async () => {
    if (!(await draft.save())) return;
    if (!isAnswer) {
      const claims = { ...ownMembership(holding), ...peerMembership(holding, membership) };
      await api.post(`/v1/applications/${id}/submit`, claims).catch(async (refusal: unknown) => {
        // The answer to an earlier try was lost on its way: it has been received.
        if (!(await isReceived(api, id))) throw refusal;
      });
    }
    route(`/portal/applications/${id}`);
  });
  const findings = findingsOf(submit.error);
  const set = (pointer: string, value: unknown): void =>
    setMembership((before) => withValueAt(before, pointer, value));
  return (
    <>
      <ErrorSummary findings={findings} turn={turn} />
      {findings.length === 0 && <ProblemPanel error={submit.error} />}
      <CheckAnswers id={id} form={draft.form} steps={steps} />
      {holding.holding === 'THERE' && (
        <FormContext.Provider value={{ document: membership, findings, set }}>
          <PeerMembership />
        </FormContext.Provider>
      )}
      <p>{words.apply.checkLead}</p>
      <p class="actions">
        <button
          type="button"
          disabled={submit.isBusy || !isComplete}
          onClick={() => void submit.run().then(() => setTurn((before) => before + 1))}
        >
          {isAnswer ? words.action.send : words.apply.submit}
        </button>
        <a href="/portal/">{words.apply.discard}</a>
      </p>
    </>
  );
}

const isReceived = async (api: ApiClient, id: string): Promise<boolean> =>
  (await api.get<Application>(`/v1/applications/${id}`)).state !== 'DRAFT';

const ownMembership = ({ accountNumber }: Holding): object => (accountNumber ? { accountNumber } : {});
const peerMembership = ({ holding }: Holding, peer: object): object =>
  holding === 'THERE' ? { peerMembership: peer } : {};

function PeerMembership() {
  const { words } = useSpeech();
  const face = useFace();
  const peer = programName(words, face.peer.code);
  return (
    <>
      <TextField pointer="/accountNumber" label={words.apply.peerAccount(peer)} width={16} />
      <TextField pointer="/code" label={words.apply.code} hint={words.apply.codeHint(peer)} width={16} />
    </>
  );
}
