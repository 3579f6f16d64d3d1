import { useState } from 'preact/hooks';
import type { Page } from '../api/types';
import { useAction, useApi, useData } from '../api/use-api';
import { Fact, Facts } from '../ui/facts';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Table } from '../ui/table';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';

interface Figures {
  readonly pending: number;
  readonly oldestPendingSeconds: number | null;
  readonly parked: number;
  readonly breaker: string;
  readonly lastSuccessAt: string | null;
}

interface Parked {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly code?: string;
}

/** How the exchange between the programs stands, and what was parked. */
export function OperationsPage() {
  const { words, number, time } = useSpeech();
  const { data, isLoading, error, reload } = useData<Figures>('/v1/staff/exchange', 5_000);
  const parked = useData<Page<Parked>>('/v1/staff/exchange/parked', 10_000);
  if (isLoading) return <Loading />;
  return (
    <>
      <Title>{words.operations.title}</Title>
      <ProblemPanel error={error} onRetry={reload} />
      <h2>{words.operations.exchange}</h2>
      {data && (
        <Facts>
          <Fact name={words.operations.breaker}>
            {words.operations.breakers[data.breaker] ?? data.breaker}
          </Fact>
          <Fact name={words.operations.pending}>{number(data.pending)}</Fact>
          <Fact name={words.operations.oldest}>
            {words.operations.seconds(Math.round(data.oldestPendingSeconds ?? 0))}
          </Fact>
          <Fact name={words.operations.lastSuccess}>
            {data.lastSuccessAt ? time(data.lastSuccessAt) : words.operations.never}
          </Fact>
        </Facts>
      )}
      <h2>{words.operations.parked}</h2>
      {parked.data?.items.length === 0 && <p>{words.operations.noneParked}</p>}
      {parked.data && parked.data.items.length > 0 && (
        <Table
          caption={words.operations.parked}
          rows={parked.data.items}
          keyOf={({ id }) => id}
          columns={[
            { name: words.case.kind, cell: ({ kind }) => kind },
            { name: words.case.subject, cell: ({ subject }) => subject },
            { name: words.field.reasonCode, cell: ({ code }) => code ?? '' },
            { name: words.case.choices, cell: ({ id }) => <Deciding id={id} onDone={parked.reload} /> },
          ]}
        />
      )}
    </>
  );
}

function Deciding({ id, onDone }: { id: string; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const [reason, setReason] = useState('');
  const act = useAction(async (action: string) => {
    await api.post(`/v1/staff/exchange/${id}/${action}`, { reason });
    onDone();
  });
  return (
    <>
      <label for={`reason-${id}`}>{words.field.reason}</label>
      <input id={`reason-${id}`} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      <ProblemPanel error={act.error} />
      <span class="actions">
        <button type="button" class="second" onClick={() => void act.run('replay')}>
          {words.operations.replay}
        </button>
        <button type="button" class="second" onClick={() => void act.run('discard')}>
          {words.operations.discard}
        </button>
      </span>
    </>
  );
}
