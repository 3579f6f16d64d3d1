import type { Application } from '../api/types';
import { usePages } from '../api/use-pages';
import { Listed } from '../ui/listed';
import { Table } from '../ui/table';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';

/** The carrier's applications, drafts among them. */
export function ApplicationsPage() {
  const { words } = useSpeech();
  const list = usePages<Application>('/v1/applications', 15_000);
  return (
    <>
      <Title>{words.application.listTitle}</Title>
      <Listed list={list} none={words.application.none}>
        {(items) => <Rows rows={items} />}
      </Listed>
      <p>
        <a class="button" href="/portal/apply">
          {words.home.apply}
        </a>
      </p>
    </>
  );
}

const pathOf = ({ id, state }: Application): string =>
  state === 'DRAFT' ? `/portal/apply/${id}` : `/portal/applications/${id}`;

function Rows({ rows }: { rows: readonly Application[] }) {
  const { words, date } = useSpeech();
  const { application } = words;
  return (
    <Table
      isNamedAbove
      caption={application.listTitle}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { name: application.reference, cell: (row) => <a href={pathOf(row)}>{row.reference}</a> },
        { name: application.state, cell: ({ state }) => application.states[state] ?? state },
        { name: application.submittedOn, cell: ({ submittedAt }) => date(submittedAt) },
      ]}
    />
  );
}
