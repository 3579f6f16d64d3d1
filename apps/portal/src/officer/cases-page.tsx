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
import type { Case } from './types';

/** The queue: what waits for an officer, by kind and by whose it is. */
export function CasesPage() {
  const { words } = useSpeech();
  const [kind, setKind] = useState('');
  const [assignee, setAssignee] = useState('');
  const [overdue, setOverdue] = useState('');
  const [state, setState] = useState('OPEN');
  const query = new URLSearchParams(
    Object.entries({ kind, assignee, overdue, state }).filter(([, value]) => value !== ''),
  );
  const list = usePages<Case>(`/v1/staff/cases?${query.toString()}`, 10_000);
  const { items, isLoading, error, reload } = list;
  const kinds = Object.entries(words.case.kinds).map(([value, label]) => ({ value, label }));
  return (
    <>
      <Title>{words.case.title}</Title>
      <p>{words.case.lead}</p>
      <p class="actions">
        <Filter
          id="kind"
          label={words.case.kind}
          value={kind}
          onChange={setKind}
          options={[{ value: '', label: words.case.anyKind }, ...kinds]}
        />
        <Filter
          id="assignee"
          label={words.case.whose}
          value={assignee}
          onChange={setAssignee}
          options={[
            { value: '', label: words.case.anyone },
            { value: 'me', label: words.case.mine },
            { value: 'none', label: words.case.nobodys },
          ]}
        />
        <Filter
          id="overdue"
          label={words.case.due}
          value={overdue}
          onChange={setOverdue}
          options={[
            { value: '', label: words.case.anyone },
            { value: 'true', label: words.case.overdueOnly },
          ]}
        />
        <Filter
          id="state"
          label={words.case.state}
          value={state}
          onChange={setState}
          options={Object.entries(words.case.stateNames).map(([value, label]) => ({ value, label }))}
        />
      </p>
      {isLoading && <Loading />}
      <ProblemPanel error={error} onRetry={reload} />
      {items?.length === 0 && <p>{words.case.none}</p>}
      {items && items.length > 0 && <Queue rows={items} />}
      <MoreButton {...list} />
    </>
  );
}

function Queue({ rows }: { rows: readonly Case[] }) {
  const { words, of, date } = useSpeech();
  return (
    <Table
      caption={words.case.title}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          name: words.case.kind,
          cell: (row) => <a href={`/portal/cases/${row.id}`}>{words.case.kinds[row.kind] ?? row.kind}</a>,
        },
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
