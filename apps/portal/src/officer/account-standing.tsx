import { useApi, useData } from '../api/use-api';
import { DeedForm, type Deed } from '../ui/deed';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Table } from '../ui/table';
import { useSpeech } from '../words/language';
import type { Words } from '../words/en';
import { useActors } from './actors';
import { useMay } from './may';
import { useReasons, type Reasons } from './reasons';
import type { Appeal, Standing } from './types';

interface Part {
  readonly number: string;
  readonly standing: Standing;
  readonly onDone: () => void;
}

/** How an account stands: what its officer may change, what was ordered and written about it, and its append-only history. */
export function AccountStanding({ number, onDone }: { number: string; onDone: () => void }) {
  const { words } = useSpeech();
  const { data, isLoading, error, reload } = useData<Standing>(
    `/v1/staff/accounts/${number}/standing`,
    15_000,
  );
  if (isLoading) return <Loading />;
  if (!data) return <ProblemPanel error={error} onRetry={reload} />;
  const done = (): void => {
    reload();
    onDone();
  };
  return (
    <>
      <h2>{words.staffAccount.changes}</h2>
      <Changes number={number} standing={data} onDone={done} />
      <Plans number={number} standing={data} onDone={done} />
      <Representations standing={data} />
      <Appeals number={number} />
      <History standing={data} />
    </>
  );
}

/** The moves that the life cycle gives to this person, each with what it needs; an action plan is ordered, not moved to. */
function Changes({ number, standing, onDone }: Part) {
  const { words } = useSpeech();
  const api = useApi();
  const reasons = useReasons();
  const [isOfficer, isHeadquarters] = [useMay('OFFICER'), useMay('HQ')];
  const mine = standing.allowed.filter(
    ({ by }) => (isOfficer && by.includes('OFFICER')) || (isHeadquarters && by.includes('HQ')),
  );
  if (mine.length === 0) return <p>{words.staffAccount.noChanges}</p>;
  return (
    <>
      {mine.map((move) => {
        const path = `/v1/staff/accounts/${number}`;
        const change: Send = (part, values) => api.post(`${path}/${part}`, values);
        const deed =
          move.requires === 'ACTION_PLAN'
            ? planOf(move, words, reasons, change)
            : moveOf(move, words, reasons, change);
        return <DeedForm key={`${standing.status} ${move.to}`} deed={deed} onDone={onDone} />;
      })}
    </>
  );
}

type Move = Standing['allowed'][number];
type Send = (part: string, values: object) => Promise<unknown>;

function moveOf(move: Move, words: Words, reasons: Reasons, send: Send): Deed {
  const { to, by, requires, needsReason } = move;
  const { staffAccount, account, field } = words;
  const hints = [
    requires ? staffAccount.requires[requires] : undefined,
    by.includes('OFFICER') ? undefined : staffAccount.headquartersOnly,
  ];
  const name = to === 'PRIOR' ? staffAccount.toPrior : (account.statuses[to] ?? to);
  const options = reasons.among(move.reasons);
  return {
    label: staffAccount.moveTo(name),
    hint: hints.filter(Boolean).join(' '),
    fields:
      options.length > 0
        ? [{ name: 'reasonCode', label: field.reason, type: 'choice', options, optional: !needsReason }]
        : [],
    send: (values) => send('status', { to, ...values }),
  };
}

const planOf = (move: Move, { staffAccount, field }: Words, reasons: Reasons, send: Send): Deed => ({
  label: staffAccount.orderPlan,
  fields: [
    { name: 'text', label: staffAccount.planText, type: 'text' },
    { name: 'dueOn', label: staffAccount.planDueOn, type: 'date' },
    { name: 'reasonCode', label: field.reason, type: 'choice', options: reasons.among(move.reasons) },
  ],
  send: (values) => send('action-plan', values),
});

function Plans({ number, standing, onDone }: Part) {
  const { words, date } = useSpeech();
  const api = useApi();
  const mayAct = useMay();
  const { staffAccount } = words;
  if (standing.actionPlans.length === 0) return null;
  const answer: Deed = {
    label: staffAccount.answerPlan,
    fields: [
      { name: 'accepted', label: staffAccount.planAccepted, type: 'tick' },
      { name: 'dueOn', label: staffAccount.planDueOn, type: 'date', optional: true },
    ],
    send: (values) => api.post(`/v1/staff/accounts/${number}/action-plan/answer`, values),
  };
  const isReported = standing.actionPlans.some(({ state }) => state === 'REPORTED');
  return (
    <section>
      <h2>{staffAccount.plans}</h2>
      <ul class="timeline">
        {standing.actionPlans.map(({ id, state, text, dueOn, reports }) => (
          <li key={id}>
            <span class="small muted">
              {staffAccount.planStates[state] ?? state} · {staffAccount.planDueOn} {date(dueOn)}
            </span>
            <br />
            {text}
            {reports.map((report, index) => (
              <p key={index} class="small">
                {date(report.on)} – {report.text}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {isReported && mayAct && <DeedForm deed={answer} onDone={onDone} />}
    </section>
  );
}

function Representations({ standing: { representations } }: { standing: Standing }) {
  const { words, time } = useSpeech();
  if (representations.length === 0) return null;
  return (
    <section>
      <h2>{words.staffAccount.representations}</h2>
      <ul class="timeline">
        {representations.map(({ id, text, at }) => (
          <li key={id}>
            <span class="small muted">{time(at)}</span>
            <br />
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Appeals({ number }: { number: string }) {
  const { words, date } = useSpeech();
  const { data } = useData<{ items: readonly Appeal[] }>(`/v1/staff/accounts/${number}/appeals`);
  if (!data || data.items.length === 0) return null;
  return (
    <section>
      <h2>{words.staffAccount.appeals}</h2>
      <ul class="timeline">
        {data.items.map((appeal) => (
          <li key={appeal.id}>
            <span class="small muted">
              {date(appeal.filedOn)} · {words.account.statuses[appeal.status] ?? appeal.status} ·{' '}
              {words.staffAccount.appealStates[appeal.state] ?? appeal.state} · {words.case.due}{' '}
              {date(appeal.decideBy)}
            </span>
            <br />
            {appeal.text}
            {appeal.decision && appeal.state !== 'OVERTAKEN' && <p>{appeal.decision}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Statuses and dates as rows that nobody alters, newest first. */
function History({ standing }: { standing: Standing }) {
  const { words, date } = useSpeech();
  const reasons = useReasons();
  const actorOf = useActors();
  const { staffAccount, account } = words;
  const statuses = standing.history.map(({ id, effectiveOn, status, reasonCode, actor }) => ({
    ...{ id, on: effectiveOn, actor, why: reasonCode ? reasons.nameOf(reasonCode) : '' },
    what: account.statuses[status] ?? status,
  }));
  const dates = standing.dates.map(({ id, name, value, actor }) => ({
    ...{ id, on: value, actor, why: '' },
    what: account.dateNames[name] ?? name,
  }));
  const rows = [...statuses, ...dates].sort((one, other) => other.id.localeCompare(one.id));
  return (
    <Table
      caption={staffAccount.statusHistory}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { name: words.field.date, cell: ({ on }) => date(on) },
        { name: staffAccount.what, cell: ({ what }) => what },
        { name: staffAccount.why, cell: ({ why }) => why },
        { name: staffAccount.by, cell: ({ actor }) => actorOf(actor) },
      ]}
    />
  );
}
