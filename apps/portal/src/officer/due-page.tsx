import { useState } from 'preact/hooks';
import { usePages } from '../api/use-pages';
import { Filter } from '../ui/filter';
import { Loading } from '../ui/loading';
import { MoreButton } from '../ui/more-button';
import { ProblemPanel } from '../ui/problem-panel';
import { Table } from '../ui/table';
import { Tag } from '../ui/tag';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';

interface DueItem {
  readonly accountNumber: string;
  readonly duty: string;
  readonly dueOn: string;
  readonly owedBy: string;
  readonly subject: string;
  readonly overdue: boolean;
}

/** What is due and overdue, of carriers and of this program, the earliest first. */
export function DuePage() {
  const { words } = useSpeech();
  const [duty, setDuty] = useState('');
  const [owedBy, setOwedBy] = useState('');
  const [overdue, setOverdue] = useState('');
  const chosen = Object.entries({ duty, owedBy, overdue }).filter(([, value]) => value !== '');
  const list = usePages<DueItem>(`/v1/staff/due?${new URLSearchParams(chosen).toString()}`);
  const { due } = words;
  const options = (names: Readonly<Record<string, string>>, all: string) => [
    { value: '', label: all },
    ...Object.entries(names).map(([value, label]) => ({ value, label })),
  ];
  return (
    <>
      <Title>{due.title}</Title>
      <p>{due.lead}</p>
      <p class="actions">
        <Filter
          id="duty"
          label={due.duty}
          value={duty}
          onChange={setDuty}
          options={options(due.duties, due.anyDuty)}
        />
        <Filter
          id="owed-by"
          label={due.owedBy}
          value={owedBy}
          onChange={setOwedBy}
          options={options(due.owers, due.anyone)}
        />
        <Filter
          id="when"
          label={due.when}
          value={overdue}
          onChange={setOverdue}
          options={options({ true: due.overdue, false: due.ahead }, due.any)}
        />
      </p>
      {list.isLoading && <Loading />}
      <ProblemPanel error={list.error} onRetry={list.reload} />
      {list.items?.length === 0 && <p>{due.none}</p>}
      {list.items && list.items.length > 0 && <Items rows={list.items} />}
      <MoreButton {...list} />
    </>
  );
}

function Items({ rows }: { rows: readonly DueItem[] }) {
  const { words, date } = useSpeech();
  const { due } = words;
  return (
    <Table
      caption={due.title}
      rows={rows}
      keyOf={(row) => `${row.accountNumber} ${row.duty} ${row.subject}`}
      columns={[
        {
          name: words.check.account,
          cell: ({ accountNumber }) => <a href={`/portal/accounts/${accountNumber}`}>{accountNumber}</a>,
        },
        { name: due.duty, cell: ({ duty }) => due.duties[duty] ?? duty },
        {
          name: due.dueOn,
          cell: ({ dueOn, overdue }) => (
            <>
              {date(dueOn)} {overdue && <Tag tone="bad">{due.overdue}</Tag>}
            </>
          ),
        },
        { name: due.owedBy, cell: ({ owedBy }) => due.owers[owedBy] ?? owedBy },
      ]}
    />
  );
}
