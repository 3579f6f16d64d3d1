import { usePages } from '../api/use-pages';
import { optionsOf } from '../form/options';
import { Filters, useNarrowing } from '../ui/filters';
import { Listed } from '../ui/listed';
import { Table } from '../ui/table';
import { Tag } from '../ui/tag';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { carrierName } from './case-carrier';
import type { Case } from './types';

/** The queue: what waits for an officer, by kind and by whose it is. */
export function CasesPage() {
  const { words } = useSpeech();
  const { case: casework } = words;
  const by = useNarrowing({ kind: '', assignee: '', overdue: '', state: 'OPEN' });
  const list = usePages<Case>(`/v1/staff/cases?${by.query}`, 10_000);
  const assignees = { me: casework.mine, none: casework.nobodys };
  const filters = [
    { name: 'kind', label: casework.kind, options: optionsOf(casework.kinds, casework.anyKind) },
    { name: 'assignee', label: casework.whose, options: optionsOf(assignees, casework.anyone) },
    {
      name: 'overdue',
      label: casework.due,
      options: optionsOf({ true: casework.overdueOnly }, casework.anyDue),
    },
    { name: 'state', label: casework.state, options: optionsOf(casework.stateNames) },
  ];
  return (
    <>
      <Title>{casework.title}</Title>
      <p>{casework.lead}</p>
      <Filters by={by} filters={filters} />
      <Listed list={list} none={casework.none}>
        {(items) => <Queue rows={items} />}
      </Listed>
    </>
  );
}

function Queue({ rows }: { rows: readonly Case[] }) {
  const speech = useSpeech();
  const { words, of, date } = speech;
  return (
    <Table
      isNamedAbove
      caption={words.case.title}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          name: words.case.kind,
          cell: (row) => <a href={`/portal/cases/${row.id}`}>{words.case.kinds[row.kind] ?? row.kind}</a>,
        },
        { name: words.case.carrier, cell: ({ carrier }) => (carrier ? carrierName(carrier, speech) : '–') },
        { name: words.case.why, cell: (row) => of(row.why) },
        {
          name: words.case.due,
          cell: (row) => (
            <>
              {date(row.dueOn)} {row.overdue && <Tag tone="bad">{words.case.overdue}</Tag>}
            </>
          ),
        },
        { name: words.case.assignee, cell: (row) => row.assigneeName ?? words.case.unassigned },
      ]}
    />
  );
}
