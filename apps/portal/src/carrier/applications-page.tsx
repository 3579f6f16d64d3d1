import { useData } from '../api/use-api';
import type { Application, Page } from '../api/types';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Table } from '../ui/table';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';

export function ApplicationsPage() {
  const { words, date } = useSpeech();
  const { data, isLoading, error, reload } = useData<Page<Application>>('/v1/applications', 15_000);
  if (isLoading) return <Loading />;
  const items = data?.items ?? [];
  return (
    <>
      <Title>{words.application.listTitle}</Title>
      <ProblemPanel error={error} onRetry={reload} />
      {items.length === 0 && <p>{words.application.none}</p>}
      {items.length > 0 && (
        <Table
          caption={words.application.listTitle}
          rows={items}
          keyOf={({ id }) => id}
          columns={[
            {
              name: words.application.reference,
              cell: ({ id, reference, state }) => (
                <a href={state === 'DRAFT' ? `/portal/apply/${id}` : `/portal/applications/${id}`}>
                  {reference}
                </a>
              ),
            },
            { name: words.application.state, cell: ({ state }) => words.application.states[state] ?? state },
            { name: words.application.submittedOn, cell: ({ submittedAt }) => date(submittedAt) },
          ]}
        />
      )}
      <p>
        <a class="button" href="/portal/apply">
          {words.home.apply}
        </a>
      </p>
    </>
  );
}
