import { useApi, useData } from '../api/use-api';
import { DeedForm, type Deed } from '../ui/deed';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Table } from '../ui/table';
import { Tag } from '../ui/tag';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { useMay } from './may';
import { Proposals, useProposals } from './proposals';

interface Arrangement {
  readonly id: string;
  readonly legalBasis: string;
  readonly legalBasisFr: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly inForce: boolean;
}

/** The basis on which the programs share, and what waits for a second person of headquarters. */
export function ArrangementsPage() {
  const { words } = useSpeech();
  const api = useApi();
  const isHeadquarters = useMay('HQ');
  const path = '/v1/staff/arrangements';
  const { data, isLoading, error, reload } = useData<{ items: readonly Arrangement[] }>(path, 15_000);
  const proposals = useProposals();
  const done = (): void => [reload, proposals.reload].forEach((again) => again());
  const { basis, field } = words;
  if (isLoading) return <Loading />;
  const propose: Deed = {
    label: basis.propose,
    fields: [
      { name: 'en', label: basis.basisEn, type: 'text' },
      { name: 'fr', label: basis.basisFr, type: 'text' },
      { name: 'effectiveFrom', label: basis.from, type: 'date' },
      { name: 'effectiveTo', label: basis.to, type: 'date', optional: true },
      { name: 'reason', label: field.reason, type: 'line' },
    ],
    send: ({ en, fr, ...values }, key) => api.post(path, { ...values, legalBasis: { en, fr } }, key),
  };
  return (
    <>
      <Title>{basis.title}</Title>
      <p>{basis.lead}</p>
      <ProblemPanel error={error} onRetry={reload} />
      {data?.items.length === 0 && <p>{basis.none}</p>}
      {data && data.items.length > 0 && <List rows={data.items} onDone={done} />}
      {isHeadquarters && <DeedForm deed={propose} onDone={done} />}
      {isHeadquarters && <Proposals listed={proposals} onDone={done} />}
    </>
  );
}

function List({ rows, onDone }: { rows: readonly Arrangement[]; onDone: () => void }) {
  const { words, language, date } = useSpeech();
  const isHeadquarters = useMay('HQ');
  const { basis } = words;
  return (
    <Table
      caption={basis.list}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          name: basis.legalBasis,
          cell: ({ legalBasis, legalBasisFr, inForce }) => (
            <>
              {language === 'fr' ? legalBasisFr : legalBasis}{' '}
              {inForce && <Tag tone="good">{basis.inForce}</Tag>}
            </>
          ),
        },
        { name: basis.from, cell: ({ effectiveFrom }) => date(effectiveFrom) },
        { name: basis.to, cell: ({ effectiveTo }) => (effectiveTo ? date(effectiveTo) : basis.open) },
        ...(isHeadquarters
          ? [{ name: words.case.choices, cell: ({ id }: Arrangement) => <Ending id={id} onDone={onDone} /> }]
          : []),
      ]}
    />
  );
}

function Ending({ id, onDone }: { id: string; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const end: Deed = {
    label: words.basis.end,
    fields: [
      { name: 'effectiveTo', label: words.basis.lastDay, type: 'date' },
      { name: 'reason', label: words.field.reason, type: 'line' },
    ],
    send: (values, key) => api.post(`/v1/staff/arrangements/${id}/end`, values, key),
  };
  return <DeedForm deed={end} onDone={onDone} />;
}
