import type { Application } from '../api/types';
import { usePages } from '../api/use-pages';
import { optionsOf } from '../form/options';
import { Filters, useNarrowing } from '../ui/filters';
import { Listed } from '../ui/listed';
import { Table } from '../ui/table';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';

type Row = Application & { readonly carrierName?: string };

/** Applications to this program, by state. */
export function ApplicationsPage() {
  const { review, application } = useSpeech().words;
  const by = useNarrowing({ state: 'IN_REVIEW' });
  const list = usePages<Row>(`/v1/staff/applications?${by.query}`, 10_000);
  const states = optionsOf(application.states, review.anyState);
  return (
    <>
      <Title>{review.listTitle}</Title>
      <Filters by={by} filters={[{ name: 'state', label: review.state, options: states }]} />
      <Listed list={list} none={review.none}>
        {(items) => <Rows rows={items} />}
      </Listed>
    </>
  );
}

function Rows({ rows }: { rows: readonly Row[] }) {
  const { words, date } = useSpeech();
  const { review, application } = words;
  return (
    <Table
      isNamedAbove
      caption={review.listTitle}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          name: application.reference,
          cell: ({ id, reference }) => <a href={`/portal/applications/${id}`}>{reference}</a>,
        },
        {
          name: review.carrier,
          cell: ({ carrierName, accountNumber }) => carrierName ?? accountNumber ?? '',
        },
        { name: application.state, cell: ({ state }) => application.states[state] ?? state },
        { name: application.submittedOn, cell: ({ submittedAt }) => date(submittedAt) },
      ]}
    />
  );
}
