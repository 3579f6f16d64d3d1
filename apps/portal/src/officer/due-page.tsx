import { usePages } from '../api/use-pages';
import { optionsOf } from '../form/options';
import { Filters, useNarrowing } from '../ui/filters';
import { Listed } from '../ui/listed';
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
  const { due } = useSpeech().words;
  const by = useNarrowing({ duty: '', owedBy: '', overdue: '' });
  const list = usePages<DueItem>(`/v1/staff/due?${by.query}`);
  const filters = [
    { name: 'duty', label: due.duty, options: optionsOf(due.duties, due.anyDuty) },
    { name: 'owedBy', label: due.owedBy, options: optionsOf(due.owers, due.anyone) },
    {
      name: 'overdue',
      label: due.when,
      options: optionsOf({ true: due.overdue, false: due.ahead }, due.any),
    },
  ];
  return (
    <>
      <Title>{due.title}</Title>
      <p>{due.lead}</p>
      <Filters by={by} filters={filters} />
      <Listed list={list} none={due.none}>
        {(items) => <Items rows={items} />}
      </Listed>
    </>
  );
}

function Items({ rows }: { rows: readonly DueItem[] }) {
  const { words, date } = useSpeech();
  const { due } = words;
  return (
    <Table
      isNamedAbove
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
