import type { ListedAccount } from '../../api/types';
import { useAction, useApi } from '../../api/use-api';
import { useCreation } from '../../api/use-creation';
import { usePages } from '../../api/use-pages';
import { useFace } from '../../frame/face';
import { Fact, Facts } from '../../ui/facts';
import { Listed } from '../../ui/listed';
import { ProblemPanel } from '../../ui/problem-panel';
import { StatementForm } from '../../ui/statement-form';
import { SureButton } from '../../ui/sure-button';
import { Tag } from '../../ui/tag';
import { useSpeech } from '../../words/language';
import { programName } from '../names';
import { StatusTag } from '../status-tag';
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
  const { words, colon } = useSpeech();
  const path = `/v1/accounts/${account.accountNumber}`;
  const { status, wireStatus } = account;
  return (
    <>
      <p>
        {words.account.status}
        {colon}
        <StatusTag status={status} wireStatus={wireStatus} />
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
  const write = useCreation(`${path}/representations`);
  const send = useAction((text: string) => write({ text }));
  const { standing } = words.carrier;
  return (
    <section>
      <h2>{standing.represent}</h2>
      <StatementForm
        id="representation"
        label={standing.representText}
        button={words.action.send}
        done={standing.sent}
        doing={send}
      />
    </section>
  );
}

function Appeals({ path, isOffered }: { path: string; isOffered: boolean }) {
  const { standing } = useSpeech().words.carrier;
  const list = usePages<Appeal>(`${path}/appeals`);
  const create = useCreation(`${path}/appeals`);
  const file = useAction(async (text: string) => {
    await create({ text });
    list.reload();
  });
  return (
    <section>
      <h2>{standing.appeals}</h2>
      <Listed list={list} none={standing.noAppeals}>
        {(items) => items.map((appeal) => <OneAppeal key={appeal.id} appeal={appeal} />)}
      </Listed>
      {isOffered && !list.items?.some(({ state }) => state === 'FILED') && (
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

function OneAppeal({ appeal }: { appeal: Appeal }) {
  const { words, date } = useSpeech();
  const { standing } = words.carrier;
  return (
    <article class="card">
      <h3>
        {words.account.statuses[appeal.status] ?? appeal.status}{' '}
        <Tag>{standing.states[appeal.state] ?? appeal.state}</Tag>
      </h3>
      <p>{appeal.text}</p>
      <Facts>
        <Fact name={standing.states.FILED ?? ''}>{date(appeal.filedOn)}</Fact>
        <Fact name={standing.decideBy}>{date(appeal.decideBy)}</Fact>
        {appeal.decision && appeal.state !== 'OVERTAKEN' && (
          <Fact name={words.application.decisions}>
            {appeal.decision} ({date(appeal.decidedOn)})
          </Fact>
        )}
      </Facts>
    </article>
  );
}

function Plans({ path }: { path: string }) {
  const { standing } = useSpeech().words.carrier;
  const list = usePages<ActionPlan>(`${path}/action-plans`);
  return (
    <section>
      <h2>{standing.plans}</h2>
      <Listed list={list} none={standing.noPlans}>
        {(items) =>
          items.map((plan) => <OnePlan key={plan.id} path={path} plan={plan} onDone={list.reload} />)
        }
      </Listed>
    </section>
  );
}

interface PlanProps {
  readonly path: string;
  readonly plan: ActionPlan;
  readonly onDone: () => void;
}

function OnePlan({ path, plan, onDone }: PlanProps) {
  const { words, date, colon } = useSpeech();
  const api = useApi();
  const report = useAction(async (text: string) => {
    await api.post(`${path}/action-plans/report`, { text });
    onDone();
  });
  const { standing } = words.carrier;
  return (
    <article class="card">
      <h3>
        {words.case.due} {date(plan.dueOn)} <Tag>{standing.planStates[plan.state] ?? plan.state}</Tag>
      </h3>
      <p>{plan.text}</p>
      {plan.reports.map(({ on, text }, index) => (
        <p key={index}>
          {date(on)}
          {colon}
          {text}
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
