import { useState } from 'preact/hooks';
import type { ListedAccount, Page } from '../../api/types';
import { useAction, useApi, useData } from '../../api/use-api';
import { useFace } from '../../frame/face';
import { Fact, Facts } from '../../ui/facts';
import { ProblemPanel } from '../../ui/problem-panel';
import { StatementForm } from '../../ui/statement-form';
import { SureButton } from '../../ui/sure-button';
import { Tag } from '../../ui/tag';
import { useSpeech } from '../../words/language';
import { programName, toneOf } from '../names';
import { AccountFrame } from './account-frame';

interface Appeal {
  readonly id: string;
  readonly status: string;
  readonly reasonCode: string | null;
  readonly state: string;
  readonly text: string;
  readonly filedOn: string;
  readonly decideBy: string;
  readonly decidedOn: string | null;
  readonly decision: string | null;
}

interface ActionPlan {
  readonly id: string;
  readonly state: string;
  readonly text: string;
  readonly dueOn: string;
  readonly openedOn: string;
  readonly reports: readonly { readonly on: string; readonly text: string }[];
}

const ENDED = ['ENDED_BY_PROGRAM', 'DENIED', 'WITHDRAWN'];
const WORSENED = [...ENDED, 'SUSPENDED'];

/** What a carrier does about its own standing: appeal, write about a proposed denial, report on a plan, leave. */
export const StandingPage = ({ number }: { number: string }) => (
  <AccountFrame number={number} section="standing">
    {(account) => <Standing account={account} />}
  </AccountFrame>
);

function Standing({ account }: { account: ListedAccount }) {
  const { words } = useSpeech();
  const path = `/v1/accounts/${account.accountNumber}`;
  const { status, wireStatus } = account;
  return (
    <>
      <p>
        {words.account.status}:{' '}
        <Tag tone={toneOf(wireStatus)}>{words.account.statuses[status] ?? status}</Tag>
      </p>
      {status === 'DENIAL_PROPOSED' && <Representing path={path} />}
      <Appeals path={path} isOffered={WORSENED.includes(wireStatus)} />
      <Plans path={path} />
      {!ENDED.includes(wireStatus) && <Leaving path={path} isLinked={account.linkId !== undefined} />}
    </>
  );
}

function Representing({ path }: { path: string }) {
  const { words } = useSpeech();
  const api = useApi();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const write = useAction(async (text: string) => {
    await api.post(`${path}/representations`, { text }, key);
    setKey(crypto.randomUUID());
  });
  const { standing } = words.carrier;
  return (
    <section>
      <h2>{standing.represent}</h2>
      <StatementForm
        id="representation"
        label={standing.representText}
        button={words.action.send}
        done={standing.sent}
        doing={write}
      />
    </section>
  );
}

function Appeals({ path, isOffered }: { path: string; isOffered: boolean }) {
  const { words, date } = useSpeech();
  const api = useApi();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { data, error, reload } = useData<Page<Appeal>>(`${path}/appeals`);
  const file = useAction(async (text: string) => {
    await api.post(`${path}/appeals`, { text }, key);
    setKey(crypto.randomUUID());
    reload();
  });
  const { standing } = words.carrier;
  return (
    <section>
      <h2>{standing.appeals}</h2>
      <ProblemPanel error={error} onRetry={reload} />
      {data?.items.length === 0 && <p>{standing.noAppeals}</p>}
      {data?.items.map((appeal) => (
        <article key={appeal.id} class="card">
          <h3>
            {words.account.statuses[appeal.status] ?? appeal.status}{' '}
            <Tag>{standing.states[appeal.state] ?? appeal.state}</Tag>
          </h3>
          <p>{appeal.text}</p>
          <Facts>
            <Fact name={standing.states.FILED ?? ''}>{date(appeal.filedOn)}</Fact>
            <Fact name={standing.decideBy}>{date(appeal.decideBy)}</Fact>
            {appeal.decision && (
              <Fact name={words.application.decisions}>
                {appeal.decision} ({date(appeal.decidedOn)})
              </Fact>
            )}
          </Facts>
        </article>
      ))}
      {isOffered && !data?.items.some(({ state }) => state === 'FILED') && (
        <StatementForm
          id="appeal"
          label={standing.appealText}
          button={standing.appeal}
          done={standing.sent}
          doing={file}
        />
      )}
    </section>
  );
}

function Plans({ path }: { path: string }) {
  const { words, date } = useSpeech();
  const api = useApi();
  const { data, error, reload } = useData<Page<ActionPlan>>(`${path}/action-plans`);
  const report = useAction(async (text: string) => {
    await api.post(`${path}/action-plans/report`, { text });
    reload();
  });
  const { standing } = words.carrier;
  return (
    <section>
      <h2>{standing.plans}</h2>
      <ProblemPanel error={error} onRetry={reload} />
      {data?.items.length === 0 && <p>{standing.noPlans}</p>}
      {data?.items.map((plan) => (
        <article key={plan.id} class="card">
          <h3>
            {words.case.due} {date(plan.dueOn)} <Tag>{standing.planStates[plan.state] ?? plan.state}</Tag>
          </h3>
          <p>{plan.text}</p>
          {plan.reports.map(({ on, text }) => (
            <p key={on}>
              {date(on)}: {text}
            </p>
          ))}
          {plan.state === 'OPEN' && (
            <StatementForm
              id={`report-${plan.id}`}
              label={standing.reportText}
              button={standing.report}
              done={standing.sent}
              doing={report}
            />
          )}
        </article>
      ))}
    </section>
  );
}

function Leaving({ path, isLinked }: { path: string; isLinked: boolean }) {
  const { words } = useSpeech();
  const face = useFace();
  const api = useApi();
  const leave = (from: 'THIS' | 'BOTH') => async (): Promise<void> => {
    await api.post(`${path}/withdrawal`, { from });
    location.reload();
  };
  const leaveThis = useAction(leave('THIS'));
  const leaveBoth = useAction(leave('BOTH'));
  const { standing } = words.carrier;
  return (
    <section>
      <h2>{standing.leave}</h2>
      <ProblemPanel error={leaveThis.error ?? leaveBoth.error} />
      <SureButton
        label={standing.leaveThis(programName(words, face.code))}
        question={standing.leaveSure}
        doing={leaveThis}
      />
      {isLinked && <SureButton label={standing.leaveBoth} question={standing.leaveSure} doing={leaveBoth} />}
    </section>
  );
}
