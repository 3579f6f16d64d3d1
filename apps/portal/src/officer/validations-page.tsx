import { useState } from 'preact/hooks';
import type { Page } from '../api/types';
import { useData } from '../api/use-api';
import { useFace } from '../frame/face';
import { ProblemPanel } from '../ui/problem-panel';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import type { ListedValidation } from './types';
import { daysOf, monthAfter, weeksOf } from './month';

const COLUMNS = [
  'PLANNED',
  'NOTICE_SENT',
  'IN_PROGRESS',
  'REPORT_ISSUED',
  'AWAITING_RESPONSE',
  'RESPONSE_REVIEW',
];

/** Validations by how far they are, and the visits of a month. */
export function ValidationsPage() {
  const { words } = useSpeech();
  return (
    <>
      <Title>{words.check.listTitle}</Title>
      <p>{words.check.lead}</p>
      <Board />
      <Calendar />
    </>
  );
}

function Board() {
  const { words } = useSpeech();
  const open = useData<Page<ListedValidation>>('/v1/staff/validations?open=true&limit=100', 15_000);
  const waiting = useData<Page<ListedValidation>>('/v1/staff/validations?toRecognize=true&limit=100', 15_000);
  const rows = open.data?.items ?? [];
  const columns: [string, readonly ListedValidation[]][] = [
    ...COLUMNS.map((state): [string, readonly ListedValidation[]] => [
      words.validation.states[state] ?? state,
      rows.filter((row) => row.state === state),
    ]),
    [words.check.toRecognize, waiting.data?.items ?? []],
  ];
  return (
    <section>
      <h2>{words.check.board}</h2>
      <ProblemPanel error={open.error ?? waiting.error} onRetry={open.reload} />
      <div class="board">
        {columns.map(([title, items]) => (
          <div key={title} class="column">
            <h3>
              {title} <span class="muted">({items.length})</span>
            </h3>
            {items.length === 0 && <p class="small muted">{words.check.emptyColumn}</p>}
            {items.map((row) => (
              <Card key={row.id} row={row} />
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

function Card({ row }: { row: ListedValidation }) {
  const { words, date } = useSpeech();
  const { visitOn } = row.facts;
  return (
    <p class="card">
      <a href={`/portal/validations/${row.id}`}>{row.legalName}</a>
      <br />
      <span class="small">
        {words.validation.kinds[row.kind] ?? row.kind}
        {visitOn && `, ${date(visitOn)}`}
      </span>
    </p>
  );
}

/** A month as weeks; a visit stands on each of its days. On a narrow screen only days with a visit are shown. */
function Calendar() {
  const { words, language } = useSpeech();
  const { today } = useFace();
  const [month, setMonth] = useState(today.slice(0, 7));
  const days = daysOf(month);
  const path = `/v1/staff/validations?from=${days[0] ?? ''}&to=${days.at(-1) ?? ''}&limit=100`;
  const { data, error, reload } = useData<Page<ListedValidation>>(path, 30_000);
  const name = new Intl.DateTimeFormat(`${language}-CA`, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01`));
  const rows = (data?.items ?? []).filter(({ state }) => state !== 'CANCELLED');
  return (
    <section>
      <h2>
        {words.check.calendar} – {name}
      </h2>
      <p class="actions">
        <button type="button" class="second" onClick={() => setMonth(monthAfter(month, -1))}>
          {words.check.before}
        </button>
        <button type="button" class="second" onClick={() => setMonth(monthAfter(month, 1))}>
          {words.check.after}
        </button>
      </p>
      <ProblemPanel error={error} onRetry={reload} />
      {data && rows.length === 0 && <p>{words.check.noVisits}</p>}
      <Weeks month={month} caption={`${words.check.calendar} – ${name}`} rows={rows} />
    </section>
  );
}

interface WeeksProps {
  readonly month: string;
  readonly caption: string;
  readonly rows: readonly ListedValidation[];
}

function Weeks({ month, caption, rows }: WeeksProps) {
  const { words } = useSpeech();
  return (
    <table class="calendar">
      <caption class="heard">{caption}</caption>
      <thead>
        <tr>
          {words.check.days.map((day) => (
            <th key={day} scope="col">
              {day}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.join()}>
            {week.map((day, index) => (
              <Day key={index} day={day} rows={rows} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day, rows }: { day: string | undefined; rows: readonly ListedValidation[] }) {
  const { words } = useSpeech();
  if (!day) return <td class="empty" />;
  const here = rows.filter(
    ({ facts: { visitOn = '', visitEndsOn = visitOn } }) => visitOn <= day && day <= visitEndsOn,
  );
  return (
    <td class={here.length === 0 ? 'empty' : undefined}>
      <span class="muted">{Number(day.slice(8))}</span>
      {here.map(({ id, legalName }) => (
        <a key={id} href={`/portal/validations/${id}`}>
          {words.check.visitOf(legalName)}
        </a>
      ))}
    </td>
  );
}
