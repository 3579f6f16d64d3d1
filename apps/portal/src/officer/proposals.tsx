import { useApi, useData, type Loaded } from '../api/use-api';
import { usePerson } from '../frame/face';
import { DeedForm, type Deed } from '../ui/deed';
import { ProblemPanel } from '../ui/problem-panel';
import { Table } from '../ui/table';
import { Tag } from '../ui/tag';
import { useSpeech } from '../words/language';
import { useMay } from './may';

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

type Listed = Loaded<{ items: readonly Proposal[] }>;

/** The proposals, for headquarters alone; held by the page, so that what is proposed on it is listed at once. */
export function useProposals(): Listed {
  return useData(useMay('HQ') ? '/v1/staff/proposals' : undefined, 15_000);
}

/** What waits for a second person of headquarters, of whatever kind, and what was decided. */
export function Proposals({ listed, onDone }: { listed: Listed; onDone: () => void }) {
  const { words } = useSpeech();
  const { data, error, reload } = listed;
  const { basis, field, case: casework } = words;
  return (
    <section>
      <h2>{basis.proposals}</h2>
      <ProblemPanel error={error} onRetry={reload} />
      {data?.items.length === 0 && <p>{basis.noProposals}</p>}
      {data && data.items.length > 0 && (
        <Table
          isNamedAbove
          caption={basis.proposals}
          rows={data.items}
          keyOf={({ id }) => id}
          columns={[
            { name: casework.kind, cell: ({ kind }) => basis.kinds[kind] ?? kind },
            { name: basis.change, cell: (row) => <Change row={row} /> },
            { name: field.reason, cell: ({ reason }) => reason },
            { name: basis.proposedBy, cell: ({ proposedBy }) => proposedBy },
            { name: casework.state, cell: (row) => <Decided row={row} onDone={onDone} /> },
          ]}
        />
      )}
    </section>
  );
}

function Change({ row: { change } }: { row: Proposal }) {
  const { language, words, date } = useSpeech();
  const { changes } = words.peers;
  const said = (text: string): string =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) ? date(text) : (changes[text] ?? text);
  const parts = Object.entries(change).map(([name, value]) => {
    if (typeof value === 'boolean') return changes[`${name}.${value}`];
    return said(typeof value === 'string' ? value : nameOf(value, language));
  });
  return <>{parts.filter(Boolean).join(' · ')}</>;
}

/** What people call a thing: in their language, or by the name of a key. */
function nameOf(value: unknown, language: string): string {
  const record = (value ?? {}) as Readonly<Record<string, unknown>>;
  const name = record[language] ?? record.kid;
  return typeof name === 'string' ? name : '';
}

/** Who proposed cannot approve: the service refuses it, and the page does not offer it. */
function Decided({ row, onDone }: { row: Proposal; onDone: () => void }) {
  const { words, colon } = useSpeech();
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
        {row.decidedBy}
        {colon}
        {row.decisionReason}
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
