import type { ListedAccount, Page } from '../../api/types';
import { useAction, useApi, useData } from '../../api/use-api';
import type { Validation } from '../../api/validation';
import { Loading } from '../../ui/loading';
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
  const { data, isLoading, error, reload } = useData<Page<Validation>>(`${path}/validations`, 15_000);
  if (isLoading) return <Loading />;
  const items = data?.items ?? [];
  return (
    <>
      <p>{words.carrier.validations.lead}</p>
      <ProblemPanel error={error} onRetry={reload} />
      {data && items.length === 0 && <p>{words.carrier.validations.none}</p>}
      {items.map((validation) => (
        <article key={validation.id} class="card">
          <h2>
            {words.validation.kinds[validation.kind] ?? validation.kind}{' '}
            <Tag>{words.validation.states[validation.state] ?? validation.state}</Tag>
          </h2>
          <ValidationFacts validation={validation} />
          <Question validation={validation} />
          <Doing path={path} validation={validation} onDone={reload} />
        </article>
      ))}
    </>
  );
}

/** What the client's program has asked about the host's validation, and what was answered. */
function Question({ validation: { clientResponse } }: { validation: Validation }) {
  const { words, date } = useSpeech();
  if (!clientResponse) return null;
  return (
    <Notice kind="info">
      <p>
        {words.carrier.validations.question} ({date(clientResponse.askedOn)}):
      </p>
      <blockquote>{clientResponse.question}</blockquote>
      {clientResponse.responses.map(({ on, text }) => (
        <p key={on}>
          {date(on)}: {text}
        </p>
      ))}
    </Notice>
  );
}

interface DoingProps {
  readonly path: string;
  readonly validation: Validation;
  readonly onDone: () => void;
}

const isAnswerDue = ({ performedHere, state, clientResponse }: Validation): boolean =>
  performedHere ? state === 'AWAITING_RESPONSE' : clientResponse?.responses.length === 0;

const canWaive = ({ performedHere, state, facts }: Validation): boolean =>
  performedHere && ['PLANNED', 'NOTICE_SENT'].includes(state) && !facts.waivedOn;

function Doing({ path, validation, onDone }: DoingProps) {
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
