import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { Exchange } from './exchange';

/** How far behind the exchange was in one stretch of time: the worst of its samples. */
export interface ExchangeSample {
  readonly from: Date;
  readonly pending: number;
  readonly oldestPendingSeconds: number;
  readonly parked: number;
}

/** Days that samples are kept. */
const KEPT_DAYS = 31;
/** A chart shows no more points than this, whatever time it spans. */
const POINTS = 240;

const TAKE = `
  INSERT INTO exchange_sample (taken_at, pending, oldest_pending_seconds, parked)
  VALUES (date_trunc('minute', $1::timestamptz), $2, $3, $4) ON CONFLICT DO NOTHING`;

const FORGET = 'DELETE FROM exchange_sample WHERE taken_at < $1';

const READ = `
  SELECT to_timestamp(floor(extract(epoch FROM taken_at) / $2) * $2) AS "from", max(pending) AS pending,
    max(oldest_pending_seconds) AS "oldestPendingSeconds", max(parked) AS parked
  FROM exchange_sample WHERE taken_at >= $1 GROUP BY 1 ORDER BY 1`;

/** The table of samples: its only writer. Instants are the machine's own, as all of delivery is. */
@Injectable()
export class ExchangeSamples {
  constructor(
    private readonly database: Database,
    private readonly exchange: Exchange,
  ) {}

  /** Takes this minute's sample, once: a second one in the same minute changes nothing. */
  async take(now: Date): Promise<void> {
    const { pending, oldestPendingSeconds, parked } = await this.exchange.figures();
    await this.database.query(TAKE, [now, pending, Math.round(oldestPendingSeconds), parked]);
    await this.database.source.query(FORGET, [hoursBefore(now, KEPT_DAYS * 24)]);
  }

  /** The last hours, oldest first, in stretches of at least a minute. */
  async last(hours: number, now: Date): Promise<ExchangeSample[]> {
    const seconds = Math.max(60, Math.ceil((hours * 3_600) / POINTS / 60) * 60);
    return this.database.query<ExchangeSample>(READ, [hoursBefore(now, hours), seconds]);
  }
}

const hoursBefore = (now: Date, hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
