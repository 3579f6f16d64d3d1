import type { ListedAccount } from '../../api/types';
import { useAction, useApi } from '../../api/use-api';
import { usePages } from '../../api/use-pages';
import type { Validation } from '../../api/validation';
import { Listed } from '../../ui/listed';
import { Notice } from '../../ui/notice';
import { ProblemPanel } from '../../ui/problem-panel';
import { StatementForm } from '../../ui/statement-form';
import { SureButton } from '../../ui/sure-button';
import { Tag } from '../../ui/tag';
import { ValidationFacts } from '../../validation/validation-facts';
import { useSpeech } from '../../words/language';
import { AccountFrame } from './account-frame';
import { UploadForm } from './upload-form';

/** Validations as their carrier follows them: plan, notice, report, and what it answers. */
export const ValidationsPage = ({ number }: { number: string }) => (
  <AccountFrame number={number} section="validations">
    {(account) => <Validations account={account} />}
  </AccountFrame>
);

function Validations({ account: { accountNumber } }: { account: ListedAccount }) {
  const { words } = useSpeech();
  const path = `/v1/accounts/${accountNumber}`;
  const list = usePages<Validation>(`${path}/validations`, 15_000);
  return (
    <>
      <p>{words.carrier.validations.lead}</p>
      <Listed list={list} none={words.carrier.validations.none}>
        {(items) =>
          items.map((validation) => (
            <OneValidation key={validation.id} path={path} validation={validation} onDone={list.reload} />
          ))
        }
      </Listed>
    </>
  );
}

interface OneProps {
  readonly path: string;
  readonly validation: Validation;
  readonly onDone: () => void;
}

function OneValidation({ path, validation, onDone }: OneProps) {
  const { kinds, states } = useSpeech().words.validation;
  return (
    <article class="card">
      <h2>
        {kinds[validation.kind] ?? validation.kind} <Tag>{states[validation.state] ?? validation.state}</Tag>
      </h2>
      <ValidationFacts validation={validation} />
      <Question validation={validation} />
      <Doing path={path} validation={validation} onDone={onDone} />
    </article>
  );
}

/** What the client's program has asked about the host's validation, and what was answered. */
function Question({ validation: { clientResponse } }: { validation: Validation }) {
  const { words, date, colon } = useSpeech();
  if (!clientResponse) return null;
  return (
    <Notice kind="info">
      <p>
        {words.carrier.validations.question} ({date(clientResponse.askedOn)}){colon.trimEnd()}
      </p>
      <blockquote>{clientResponse.question}</blockquote>
      {clientResponse.responses.map(({ on, text }, index) => (
        <p key={index}>
          {date(on)}
          {colon}
          {text}
        </p>
      ))}
    </Notice>
  );
}

const isAnswerDue = ({ performedHere, state, clientResponse }: Validation): boolean =>
  performedHere ? state === 'AWAITING_RESPONSE' : clientResponse?.responses.length === 0;

const canWaive = ({ performedHere, state, facts }: Validation): boolean =>
  performedHere && ['PLANNED', 'NOTICE_SENT'].includes(state) && !facts.waivedOn;

function Doing({ path, validation, onDone }: OneProps) {
  const { words } = useSpeech();
  const api = useApi();
  const own = `${path}/validations/${validation.id}`;
  const waive = useAction(async () => {
    await api.post(`${own}/waiver`);
    onDone();
  });
  const respond = useAction(async (text: string) => {
    await api.post(`${own}/responses`, { text });
    onDone();
  });
  const { validations } = words.carrier;
  return (
    <>
      <ProblemPanel error={waive.error} />
      {canWaive(validation) && (
        <SureButton label={validations.waive} question={validations.waiveSure} doing={waive} />
      )}
      {isAnswerDue(validation) && (
        <>
          <StatementForm
            id={`response-${validation.id}`}
            label={validations.respond}
            hint={validations.respondHint}
            button={words.action.send}
            done={validations.responseSent}
            doing={respond}
          />
          <UploadForm path={`${path}/documents`} validationId={validation.id} onDone={onDone} />
        </>
      )}
    </>
  );
}
