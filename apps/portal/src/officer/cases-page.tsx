import { useState } from 'preact/hooks';
import type { Page } from '../api/types';
import { useData } from '../api/use-api';
import { Filter } from '../ui/filter';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Table } from '../ui/table';
import { Tag } from '../ui/tag';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import type { Case } from './types';

/** The queue: what waits for an officer, by kind and by whose it is. */
export function CasesPage() {
  const { words, of, date } = useSpeech();
  const [kind, setKind] = useState('');
  const [assignee, setAssignee] = useState('');
  const [overdue, setOverdue] = useState('');
  const query = new URLSearchParams(
    Object.entries({ kind, assignee, overdue }).filter(([, value]) => value !== ''),
  );
  const { data, isLoading, error, reload } = useData<Page<Case>>(
    `/v1/staff/cases?${query.toString()}`,
    10_000,
  );
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
      </p>
      {isLoading && <Loading />}
      <ProblemPanel error={error} onRetry={reload} />
      {data?.items.length === 0 && <p>{words.case.none}</p>}
      {data && data.items.length > 0 && (
        <Table
          caption={words.case.title}
          rows={data.items}
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
      )}
    </>
  );
}
