import { useApi, useData } from '../api/use-api';
import { usePerson } from '../frame/face';
import { DeedForm, type Deed } from '../ui/deed';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Table } from '../ui/table';
import { Tag } from '../ui/tag';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { useMay } from './may';

interface Arrangement {
  readonly id: string;
  readonly legalBasis: string;
  readonly legalBasisFr: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly inForce: boolean;
}

interface Proposal {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly change: Readonly<Record<string, unknown>>;
  readonly reason: string;
  readonly proposedBy: string;
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
}

/** The basis on which the programs share, and what waits for a second person of headquarters. */
export function ArrangementsPage() {
  const { words } = useSpeech();
  const api = useApi();
  const isHeadquarters = useMay('HQ');
  const path = '/v1/staff/arrangements';
  const { data, isLoading, error, reload } = useData<{ items: readonly Arrangement[] }>(path, 15_000);
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
      {data && data.items.length > 0 && <List rows={data.items} onDone={reload} />}
      {isHeadquarters && <DeedForm deed={propose} onDone={reload} />}
      {isHeadquarters && <Proposals onDone={reload} />}
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

function Proposals({ onDone }: { onDone: () => void }) {
  const { words } = useSpeech();
  const { data, error, reload } = useData<{ items: readonly Proposal[] }>('/v1/staff/proposals', 15_000);
  const done = (): void => {
    reload();
    onDone();
  };
  const { basis, field, case: casework } = words;
  return (
    <section>
      <h2>{basis.proposals}</h2>
      <ProblemPanel error={error} onRetry={reload} />
      {data?.items.length === 0 && <p>{basis.noProposals}</p>}
      {data && data.items.length > 0 && (
        <Table
          caption={basis.proposals}
          rows={data.items}
          keyOf={({ id }) => id}
          columns={[
            { name: casework.kind, cell: ({ kind }) => basis.kinds[kind] ?? kind },
            { name: basis.change, cell: (row) => <Change row={row} /> },
            { name: field.reason, cell: ({ reason }) => reason },
            { name: basis.proposedBy, cell: ({ proposedBy }) => proposedBy },
            { name: casework.state, cell: (row) => <Decided row={row} onDone={done} /> },
          ]}
        />
      )}
    </section>
  );
}

function Change({ row: { change } }: { row: Proposal }) {
  const { language, date } = useSpeech();
  const parts = Object.values(change).map((value) => {
    if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? date(value) : value;
    const text = (value as Readonly<Record<string, unknown>> | null)?.[language];
    return typeof text === 'string' ? text : JSON.stringify(value);
  });
  return <>{parts.join(' · ')}</>;
}

/** Who proposed cannot approve: the service refuses it, and the page does not offer it. */
function Decided({ row, onDone }: { row: Proposal; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const person = usePerson();
  const { basis, field } = words;
  const deed = (decision: 'approve' | 'refuse'): Deed => ({
    label: basis[decision],
    fields: [{ name: 'reason', label: field.reason, type: 'line' }],
    send: (values) => api.post(`/v1/staff/proposals/${row.id}/${decision}`, values),
  });
  if (row.state !== 'PROPOSED')
    return (
      <>
        <Tag tone={row.state === 'APPROVED' ? 'good' : 'bad'}>{basis.states[row.state] ?? row.state}</Tag>{' '}
        {row.decidedBy}: {row.decisionReason}
      </>
    );
  return (
    <>
      <Tag>{basis.states.PROPOSED ?? row.state}</Tag>
      {row.proposedBy !== person.subject && <DeedForm deed={deed('approve')} onDone={onDone} />}
      <DeedForm deed={deed('refuse')} onDone={onDone} />
    </>
  );
}
