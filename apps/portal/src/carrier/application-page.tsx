import { reasonInWords } from '@harmonization/domain/reason-words';
import { useState } from 'preact/hooks';
import { useAction, useApi, useData } from '../api/use-api';
import type { Application, Asked } from '../api/types';
import { useFace } from '../frame/face';
import { Fact, Facts } from '../ui/facts';
import { Loading } from '../ui/loading';
import { Notice } from '../ui/notice';
import { ProblemPanel } from '../ui/problem-panel';
import { SureButton } from '../ui/sure-button';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { CodeForm } from './code-form';
import { programName } from './names';

const OPEN = ['SUBMITTED', 'PROOF_NEEDED', 'PENDING_STAFF', 'HELD', 'IN_REVIEW', 'INFO_REQUESTED'];

/** Where an application stands in both programs, and what its carrier can do about it. */
export function ApplicationPage({ id }: { id: string }) {
  const { words } = useSpeech();
  const api = useApi();
  const {
    data: application,
    isLoading,
    error,
    reload,
  } = useData<Application>(`/v1/applications/${id}`, 5_000);
  const withdraw = useAction(async () => {
    await api.post(`/v1/applications/${id}/withdraw`);
    reload();
  });
  if (isLoading) return <Loading />;
  if (!application) return <ProblemPanel error={error} onRetry={reload} />;
  return (
    <>
      <Title>{words.application.title(application.reference)}</Title>
      <Standing application={application} />
      <section>
        <h2>{words.application.asked}</h2>
        {application.asks.length === 0 && <p>{words.application.nothingAsked}</p>}
        {application.asks.map((asked) => (
          <ToDo
            key={`${asked.kind} ${asked.program}`}
            asked={asked}
            application={application}
            onDone={reload}
          />
        ))}
      </section>
      <ProblemPanel error={withdraw.error} />
      {OPEN.includes(application.state) && (
        <SureButton
          label={words.application.withdraw}
          question={words.application.withdrawSure}
          doing={withdraw}
        />
      )}
    </>
  );
}

function Standing({ application }: { application: Application }) {
  const { words, date, of } = useSpeech();
  const face = useFace();
  const { state, submittedAt, host, hostRules, decisions, outcome, supersededBy, accountNumber, linkId } =
    application;
  return (
    <Facts>
      <Fact name={words.application.state}>
        {words.application.states[state] ?? state} {supersededBy && `(${supersededBy})`}
      </Fact>
      <Fact name={words.application.submittedOn}>{date(submittedAt)}</Fact>
      {host && <Fact name={words.application.host}>{programName(words, host)}</Fact>}
      {hostRules.length > 0 && (
        <Fact name={words.application.hostWhy}>
          <ul>
            {hostRules.map((rule) => (
              <li key={rule.id}>
                {of(rule.text)} <span class="small muted">({rule.id})</span>
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {[face.code, face.peer.code].map((program) => (
        <Fact key={program} name={programName(words, program)}>
          <Decided decision={decisions[program]} />
        </Fact>
      ))}
      {outcome && (
        <Fact name={words.application.outcome}>{words.application.outcomes[outcome] ?? outcome}</Fact>
      )}
      {(accountNumber ?? linkId) && (
        <Fact name={words.frame.accounts}>
          {accountNumber && <a href={`/portal/accounts/${accountNumber}`}>{accountNumber}</a>}{' '}
          {linkId && <a href={`/portal/links/${linkId}`}>{words.application.seeLink}</a>}
        </Fact>
      )}
    </Facts>
  );
}

function Decided({ decision }: { decision: Application['decisions'][string] | undefined }) {
  const { words, of } = useSpeech();
  const { outcomes, undecided } = words.application;
  if (!decision) return <>{undecided}</>;
  const { outcome, reasonCode } = decision;
  return (
    <>
      {outcomes[outcome] ?? outcome} {reasonCode && `(${of(reasonInWords(reasonCode))})`}
    </>
  );
}

function ToDo({
  asked,
  application,
  onDone,
}: {
  asked: Asked;
  application: Application;
  onDone: () => void;
}) {
  const { words } = useSpeech();
  const api = useApi();
  const [isDone, setDone] = useState(false);
  const sign = useAction(async () => {
    await api.post(`/v1/applications/${application.id}/terms`);
    setDone(true);
    onDone();
  });
  const program = programName(words, asked.program);
  return (
    <div class="card">
      <h3>{words.application.asks[asked.kind](program)}</h3>
      {asked.text && <blockquote>{asked.text}</blockquote>}
      {isDone && <Notice kind="success">{words.action.saved}</Notice>}
      <ProblemPanel error={sign.error} />
      {asked.kind === 'TERMS' && (
        <button type="button" disabled={sign.isBusy} onClick={() => void sign.run()}>
          {words.application.signTerms}
        </button>
      )}
      {asked.kind === 'INFORMATION' && (
        <a class="button" href={`/portal/apply/${application.id}`}>
          {words.application.answerRequest}
        </a>
      )}
      {asked.kind === 'PROOF' && (
        <CodeForm
          program={asked.program}
          path={`/v1/applications/${application.id}/proof`}
          label={words.application.prove}
          onDone={onDone}
        />
      )}
      {asked.kind === 'ACKNOWLEDGEMENT' && (
        <a class="button" href={`/portal/links/${application.linkId}/differences`}>
          {words.application.seeDifferences}
        </a>
      )}
    </div>
  );
}
