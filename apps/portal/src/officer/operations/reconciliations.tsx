import type { Page } from '../../api/types';
import { useApi, useData } from '../../api/use-api';
import { programName } from '../../carrier/names';
import { DeedForm, type Deed } from '../../ui/deed';
import { ProblemPanel } from '../../ui/problem-panel';
import { Table } from '../../ui/table';
import { Tag } from '../../ui/tag';
import { useSpeech } from '../../words/language';
import { useMay } from '../may';

interface Signature {
  readonly program: string;
  readonly keyId: string;
}

interface Reconciliation {
  readonly id: string;
  readonly state: string;
  readonly onDate: string;
  readonly requestedAt: string;
  readonly failure: string | null;
  readonly result: {
    readonly links?: number;
    readonly agreed?: number;
    readonly repaired?: number;
    readonly cases?: number;
  };
  readonly statement: string | null;
  readonly ownSignature: Signature | null;
  readonly peerSignature: Signature | null;
}

const TONES: Readonly<Record<string, 'good' | 'bad'>> = { SIGNED: 'good', FAILED: 'bad' };

/** Comparisons of both sides: what they found, who signed, and a new one on demand; the list follows it while it runs. */
export function Reconciliations() {
  const { words } = useSpeech();
  const api = useApi();
  const mayAct = useMay();
  const path = '/v1/staff/reconciliations';
  const { data, error, reload } = useData<Page<Reconciliation>>(`${path}?limit=10`, 3_000);
  const { operations } = words;
  const start: Deed = { label: operations.reconcile, send: (_values, key) => api.post(path, {}, key) };
  return (
    <section>
      <h2>{operations.reconciliations}</h2>
      <ProblemPanel error={error} onRetry={reload} />
      {mayAct && <DeedForm deed={start} onDone={reload} />}
      {data?.items.length === 0 && <p>{operations.noReconciliations}</p>}
      {data && data.items.length > 0 && <Results rows={data.items} />}
    </section>
  );
}

function Results({ rows }: { rows: readonly Reconciliation[] }) {
  const { words, time, number } = useSpeech();
  const { operations, application } = words;
  const count = (value: number | undefined): string => (value === undefined ? '–' : number(value));
  return (
    <Table
      isNamedAbove
      caption={operations.reconciliations}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { name: operations.moment, cell: ({ requestedAt }) => time(requestedAt) },
        {
          name: application.state,
          cell: ({ state, failure }) => (
            <>
              <Tag tone={TONES[state]}>{operations.reconcileStates[state] ?? state}</Tag> {failure}
            </>
          ),
        },
        { name: operations.count, cell: ({ result }) => count(result.links) },
        { name: operations.agreed, cell: ({ result }) => count(result.agreed) },
        { name: operations.repaired, cell: ({ result }) => count(result.repaired) },
        { name: operations.casesOpened, cell: ({ result }) => count(result.cases) },
        { name: operations.signatures, cell: (row) => <Signed row={row} /> },
      ]}
    />
  );
}

function Signed({ row: { ownSignature, peerSignature, statement } }: { row: Reconciliation }) {
  const { words } = useSpeech();
  const signatures = [ownSignature, peerSignature].filter((each) => each !== null);
  if (signatures.length === 0) return <>–</>;
  return (
    <>
      {signatures.map(({ program, keyId }) => (
        <div key={program}>{words.operations.signedBy(programName(words, program), keyId)}</div>
      ))}
      {statement && (
        <details>
          <summary>{words.operations.statement}</summary>
          <p class="small">{statement}</p>
        </details>
      )}
    </>
  );
}
