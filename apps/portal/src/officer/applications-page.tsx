import { useState } from 'preact/hooks';
import type { Application, Page } from '../api/types';
import { useData } from '../api/use-api';
import { Filter } from '../ui/filter';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Table } from '../ui/table';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';

/** Applications to this program, by state. */
export function ApplicationsPage() {
  const { words, date } = useSpeech();
  const [state, setState] = useState('IN_REVIEW');
  const path = `/v1/staff/applications${state ? `?state=${state}` : ''}`;
  const { data, isLoading, error, reload } = useData<Page<Application & { carrierName?: string }>>(
    path,
    10_000,
  );
  const states = Object.entries(words.application.states).map(([value, label]) => ({ value, label }));
  return (
    <>
      <Title>{words.review.listTitle}</Title>
      <p class="actions">
        <Filter
          id="state"
          label={words.review.state}
          value={state}
          onChange={setState}
          options={[{ value: '', label: words.review.anyState }, ...states]}
        />
      </p>
      {isLoading && <Loading />}
      <ProblemPanel error={error} onRetry={reload} />
      {data?.items.length === 0 && <p>{words.review.none}</p>}
      {data && data.items.length > 0 && (
        <Table
          caption={words.review.listTitle}
          rows={data.items}
          keyOf={({ id }) => id}
          columns={[
            {
              name: words.application.reference,
              cell: ({ id, reference }) => <a href={`/portal/applications/${id}`}>{reference}</a>,
            },
            {
              name: words.review.carrier,
              cell: ({ carrierName, accountNumber }) => carrierName ?? accountNumber ?? '',
            },
            {
              name: words.application.state,
              cell: (row) => words.application.states[row.state] ?? row.state,
            },
            { name: words.application.submittedOn, cell: ({ submittedAt }) => date(submittedAt) },
          ]}
        />
      )}
    </>
  );
}
