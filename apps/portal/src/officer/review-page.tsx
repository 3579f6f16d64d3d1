import { useData } from '../api/use-api';
import { programName } from '../carrier/names';
import { useFace } from '../frame/face';
import { Fact, Facts } from '../ui/facts';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Tag } from '../ui/tag';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { useReasons } from './reasons';
import { ReviewForm } from './review-form';
import { ReviewDeeds } from './review-deeds';
import type { ReviewedApplication } from './types';

/** An application as this program's officer decides it: both supplements, the eligibility checks, and the decision. */
export function ReviewPage({ id }: { id: string }) {
  const { words } = useSpeech();
  const path = `/v1/staff/applications/${id}`;
  const { data, isLoading, error, reload } = useData<ReviewedApplication>(path, 10_000);
  if (isLoading) return <Loading />;
  if (!data) return <ProblemPanel error={error} onRetry={reload} />;
  return (
    <>
      <Title>{words.application.title(data.reference)}</Title>
      {data.form.common && <p class="lead">{data.form.common.legalName}</p>}
      <Standing application={data} />
      <HostRules application={data} />
      <Checks application={data} />
      <ReviewDeeds application={data} onDone={reload} />
      <ReviewForm form={data.form} />
    </>
  );
}

function Standing({ application }: { application: ReviewedApplication }) {
  const { words } = useSpeech();
  const face = useFace();
  const { state, host, accountNumber, headquarters } = application;
  const outcomes = words.review.headquartersOutcomes;
  return (
    <Facts>
      <Fact name={words.application.state}>{words.application.states[state] ?? state}</Fact>
      {host && <Fact name={words.application.host}>{programName(words, host)}</Fact>}
      {accountNumber && (
        <Fact name={words.check.account}>
          <a href={`/portal/accounts/${accountNumber}`}>{accountNumber}</a>
        </Fact>
      )}
      <Fact name={words.review.headquarters}>{outcomes[headquarters.own] ?? headquarters.own}</Fact>
      {headquarters.peer && (
        <Fact name={words.review.headquartersThere(programName(words, face.peer.code))}>
          {outcomes[headquarters.peer] ?? headquarters.peer}
        </Fact>
      )}
      {[face.code, face.peer.code].map((program) => (
        <Decision key={program} program={program} application={application} />
      ))}
    </Facts>
  );
}

function Decision({ program, application }: { program: string; application: ReviewedApplication }) {
  const { words, date } = useSpeech();
  const reasons = useReasons();
  const decision = application.decisions[program];
  const name = words.review.decisionOf(programName(words, program));
  if (!decision) return <Fact name={name}>{words.application.undecided}</Fact>;
  return (
    <Fact name={name}>
      {words.application.outcomes[decision.outcome] ?? decision.outcome}
      {decision.decidedOn && `, ${date(decision.decidedOn)}`}
      {decision.reasonCode && ` (${reasons.nameOf(decision.reasonCode)})`}
    </Fact>
  );
}

function HostRules({ application: { hostRules } }: { application: ReviewedApplication }) {
  const { words, of } = useSpeech();
  if (hostRules.length === 0) return null;
  return (
    <section>
      <h2>{words.application.hostWhy}</h2>
      <ul>
        {hostRules.map(({ id, text }) => (
          <li key={id}>
            {of(text)} <span class="small muted">({id})</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Checks({
  application: { eligibility = [], unansweredMusts = [] },
}: {
  application: ReviewedApplication;
}) {
  const { words, of, colon } = useSpeech();
  return (
    <section>
      <h2>{words.review.eligibility}</h2>
      <ul class="checks">
        {eligibility.map(({ rule, met, text }) => (
          <li key={rule}>
            <Tag tone={met ? 'good' : 'bad'}>{met ? words.review.met : words.review.notMet}</Tag> {of(text)}{' '}
            <span class="small muted">({rule})</span>
          </li>
        ))}
      </ul>
      {unansweredMusts.length > 0 && (
        <p>
          {words.review.unanswered}
          {colon}
          {unansweredMusts.join(', ')}
        </p>
      )}
    </section>
  );
}
