import type { Page } from '../api/types';
import { useData } from '../api/use-api';
import { Fact, Facts } from '../ui/facts';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { LagChart } from './operations/lag-chart';
import { LinksChart } from './operations/links-chart';
import { ParkedMessages } from './operations/parked-messages';
import { Queues } from './operations/queues';
import { Reconciliations } from './operations/reconciliations';

interface Figures {
  readonly pending: number;
  readonly oldestPendingSeconds: number | null;
  readonly held: number;
  readonly parked: number;
  readonly breaker: string;
  readonly lastSuccessAt: string | null;
}

/** How the exchange between the programs stands and stood, what was parked, and how both sides compared. */
export function OperationsPage() {
  const { words } = useSpeech();
  const { data, isLoading, error, reload } = useData<Figures>('/v1/staff/exchange', 5_000);
  if (isLoading) return <Loading />;
  return (
    <>
      <Title>{words.operations.title}</Title>
      <ProblemPanel error={error} onRetry={reload} />
      {data && <Exchange figures={data} />}
      <LagChart />
      <LinksChart />
      <ParkedMessages onDone={reload} />
      <Reconciliations />
      <Overdue />
      <Queues />
    </>
  );
}

function Exchange({ figures }: { figures: Figures }) {
  const { words, number, time } = useSpeech();
  const { breaker, pending, oldestPendingSeconds, lastSuccessAt, held, parked } = figures;
  const breakers = words.operations.breakers;
  return (
    <section>
      <h2>{words.operations.exchange}</h2>
      <Facts>
        <Fact name={words.operations.breaker}>
          {breakers[breaker] ?? (breaker === 'UNKNOWN' ? words.operations.UNKNOWN : breaker)}
        </Fact>
        <Fact name={words.operations.pending}>{number(pending)}</Fact>
        <Fact name={words.operations.oldest}>
          {words.operations.seconds(Math.round(oldestPendingSeconds ?? 0))}
        </Fact>
        <Fact name={words.operations.held}>{number(held)}</Fact>
        <Fact name={words.operations.parked}>{number(parked)}</Fact>
        <Fact name={words.operations.lastSuccess}>
          {lastSuccessAt ? time(lastSuccessAt) : words.operations.never}
        </Fact>
      </Facts>
    </section>
  );
}

function Overdue() {
  const { words, number, colon } = useSpeech();
  const { data } = useData<Page<unknown>>('/v1/staff/due?overdue=true&limit=100');
  return (
    <section>
      <h2>{words.operations.dueTitle}</h2>
      <p>
        {words.operations.overdueCount}
        {colon}
        {data ? `${number(data.items.length)}${data.next ? '+' : ''}` : '…'}{' '}
        <a href="/portal/due">{words.operations.dueLink}</a>
      </p>
    </section>
  );
}
