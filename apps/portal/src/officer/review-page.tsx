import { useState } from 'preact/hooks';
import { useAction, useApi, useData } from '../api/use-api';
import { programName } from '../carrier/names';
import { useFace } from '../frame/face';
import { Fact, Facts } from '../ui/facts';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Tag } from '../ui/tag';
import { Title } from '../ui/title';
import { Value } from '../ui/value';
import { useSpeech } from '../words/language';
import type { ReviewedApplication } from './types';

/** An application as this program's officer decides it: both supplements, the eligibility checks, and the decision. */
export function ReviewPage({ id }: { id: string }) {
  const { words, of } = useSpeech();
  const face = useFace();
  const { data, isLoading, error, reload } = useData<ReviewedApplication>(
    `/v1/staff/applications/${id}`,
    10_000,
  );
  if (isLoading) return <Loading />;
  if (!data) return <ProblemPanel error={error} onRetry={reload} />;
  return (
    <>
      <Title>{words.application.title(data.reference)}</Title>
      <Facts>
        <Fact name={words.application.state}>{words.application.states[data.state] ?? data.state}</Fact>
        {data.host && <Fact name={words.application.host}>{programName(words, data.host)}</Fact>}
        {data.accountNumber && (
          <Fact name={words.frame.accounts}>
            <a href={`/portal/accounts/${data.accountNumber}`}>{data.accountNumber}</a>
          </Fact>
        )}
        <Fact name={words.review.headquarters}>{data.headquarters.own}</Fact>
        {[face.code, face.peer.code].map((program) => (
          <Fact key={program} name={programName(words, program)}>
            {words.application.outcomes[data.decisions[program]?.outcome ?? ''] ??
              words.application.undecided}
          </Fact>
        ))}
      </Facts>
      <h2>{words.review.eligibility}</h2>
      <ul>
        {(data.eligibility ?? []).map(({ rule, met, text }) => (
          <li key={rule}>
            <Tag tone={met ? 'good' : 'bad'}>{met ? words.review.met : words.review.notMet}</Tag> {of(text)}{' '}
            <span class="small muted">({rule})</span>
          </li>
        ))}
      </ul>
      {data.unansweredMusts && data.unansweredMusts.length > 0 && (
        <p>
          {words.review.unanswered}: {data.unansweredMusts.join(', ')}
        </p>
      )}
      <Deciding application={data} onDone={reload} />
      <details>
        <summary>{words.review.form}</summary>
        <Facts>
          {Object.entries({
            ...data.form.common,
            ...data.form.usSupplement,
            ...data.form.canadianSupplement,
          }).map(([name, value]) => (
            <Fact key={name} name={name}>
              <Value value={value} />
            </Fact>
          ))}
        </Facts>
      </details>
    </>
  );
}

function Deciding({ application, onDone }: { application: ReviewedApplication; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const [reasonCode, setReasonCode] = useState('');
  const [question, setQuestion] = useState('');
  const act = useAction(async (action: string, body: object) => {
    await api.post(`/v1/staff/applications/${application.id}/${action}`, body);
    onDone();
  });
  if (!['IN_REVIEW', 'INFO_REQUESTED'].includes(application.state)) return null;
  return (
    <section>
      <ProblemPanel error={act.error} />
      <h2>{words.review.headquarters}</h2>
      <p class="actions">
        <button
          type="button"
          class="second"
          onClick={() => void act.run('headquarters', { outcome: 'VERIFIED' })}
        >
          {words.review.verified}
        </button>
        <button
          type="button"
          class="second"
          onClick={() => void act.run('headquarters', { outcome: 'FAILED' })}
        >
          {words.review.failed}
        </button>
      </p>
      <h2>{words.review.decision}</h2>
      <p class="actions">
        <button
          type="button"
          disabled={act.isBusy}
          onClick={() => void act.run('decision', { outcome: 'APPROVED' })}
        >
          {words.review.approve}
        </button>
      </p>
      <div class="field">
        <label for="deny-reason">{words.review.denyReason}</label>
        <input
          id="deny-reason"
          value={reasonCode}
          onInput={(event) => setReasonCode(event.currentTarget.value.toUpperCase())}
        />
        <p>
          <button
            type="button"
            class="second"
            disabled={act.isBusy}
            onClick={() => void act.run('decision', { outcome: 'DENIED', reasonCode })}
          >
            {words.review.deny}
          </button>
        </p>
      </div>
      <h2>{words.review.ask}</h2>
      <div class="field">
        <label for="question">{words.review.question}</label>
        <textarea
          id="question"
          rows={3}
          value={question}
          onInput={(event) => setQuestion(event.currentTarget.value)}
        />
        <p>
          <button
            type="button"
            class="second"
            disabled={act.isBusy}
            onClick={() => void act.run('request-info', { text: question })}
          >
            {words.action.send}
          </button>
        </p>
      </div>
    </section>
  );
}
