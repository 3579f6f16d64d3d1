import { Injectable } from '@nestjs/common';
import { Metrics } from '@platform/metrics/metrics';
import { Exchange, type ExchangeFigures } from './exchange';

const GAUGES: readonly { name: string; help: string; of: (figures: ExchangeFigures) => number }[] = [
  {
    name: 'peer_messages_pending',
    help: 'Messages not yet answered by the peer',
    of: ({ pending }) => pending,
  },
  {
    name: 'peer_messages_oldest_pending_seconds',
    help: 'Age of the oldest of them',
    of: ({ oldestPendingSeconds }) => oldestPendingSeconds,
  },
  {
    name: 'peer_messages_held',
    help: 'Messages that wait for a consent or an arrangement of our own',
    of: ({ held }) => held,
  },
  {
    name: 'peer_messages_parked',
    help: 'Messages that the peer refused for good',
    of: ({ parked }) => parked,
  },
  {
    name: 'peer_seconds_since_last_answer',
    help: 'Seconds since the peer last answered a batch; -1 where it never has',
    of: ({ lastSuccessAt }) =>
      lastSuccessAt ? Math.max(0, (Date.now() - lastSuccessAt.getTime()) / 1000) : -1,
  },
  {
    name: 'peer_breaker_open',
    help: '1 while the peer is taken to be down',
    of: ({ breaker }) => Number(breaker === 'OPEN'),
  },
];

/** The figures of the exchange, read once for each scrape. */
@Injectable()
export class ExchangeGauges {
  private reading: Promise<ExchangeFigures | undefined> | undefined;

  constructor(
    metrics: Metrics,
    private readonly exchange: Exchange,
  ) {
    for (const { name, help, of } of GAUGES) {
      metrics.gauge(name, help, [], async (gauge) => {
        const figures = await this.read();
        if (figures) gauge.set(of(figures));
      });
    }
  }

  /** While the database is away the last values stand, and the other metrics can still be read. */
  private read(): Promise<ExchangeFigures | undefined> {
    this.reading ??= this.exchange
      .figures()
      .catch(() => undefined)
      .finally(() => (this.reading = undefined));
    return this.reading;
  }
}
