import { Inject, Injectable } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import { Database, type Tx } from '@platform/database';
import { Deliverer } from '../delivery/deliverer';
import type { BreakerState } from '../delivery/peer-breaker';
import { DeliveryWakeUp } from '../delivery/wake-up';
import { MESSAGING_OPTIONS, runsWorkers, type MessagingOptions } from '../messaging-options';

/** How the exchange with the peer stands. Ages are seconds of the machine's clock. */
export interface ExchangeFigures {
  readonly peer: string;
  /** On their way to the peer, or waiting for it. */
  readonly pending: number;
  /** Waiting for something here, as a consent: the peer has nothing to do with it. */
  readonly held: number;
  /** @format double */
  readonly oldestPendingSeconds: number;
  readonly parked: number;
  /** `UNKNOWN` in a process that does not deliver. */
  readonly breaker: BreakerState | 'UNKNOWN';
  readonly lastSuccessAt: Date | null;
}

/** A message that the peer refused for good. */
export interface ParkedMessage {
  readonly id: string;
  readonly peer: string;
  readonly envelope: Envelope;
  readonly receipt: Receipt;
  readonly createdAt: Date;
  readonly parkedAt: Date;
  readonly decisions: readonly MessageDecision[];
}

export interface MessageDecision {
  readonly action: 'REPLAYED' | 'DISCARDED';
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

const FIGURES = `
  SELECT count(*) FILTER (WHERE NOT is_held)::int AS pending, count(*) FILTER (WHERE is_held)::int AS held,
    min(created_at) FILTER (WHERE NOT is_held) AS oldest,
    (SELECT count(*)::int FROM outbox WHERE state = 'PARKED') AS parked,
    (SELECT answered_at FROM delivery WHERE peer = $1 ORDER BY id DESC LIMIT 1) AS last
  FROM (SELECT created_at, held_at IS NOT NULL AS is_held FROM outbox
    WHERE peer = $1 AND state = 'PENDING') AS waiting`;

interface Waiting {
  readonly pending: number;
  readonly held: number;
  readonly parked: number;
  readonly oldest: Date | null;
  readonly last: Date | null;
}

const PARKED_PAGE = `
  SELECT id, peer, envelope, receipt, created_at AS "createdAt", answered_at AS "parkedAt", decisions
  FROM outbox WHERE state = 'PARKED' AND ($1::uuid IS NULL OR id > $1::uuid) ORDER BY id LIMIT $2`;

const DECIDE = `
  UPDATE outbox SET state = $2, attempts = 0, next_attempt_at = $3, decisions = decisions || $4::jsonb
  WHERE id = $1 AND state = 'PARKED' RETURNING id`;

const NEW_STATE = { REPLAYED: 'PENDING', DISCARDED: 'DISCARDED' } as const;

/** What staff may see of the exchange, and decide about messages that the peer refused. */
@Injectable()
export class Exchange {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly database: Database,
    private readonly deliverer: Deliverer,
    private readonly wakeUp: DeliveryWakeUp,
  ) {}

  async figures(): Promise<ExchangeFigures> {
    const peer = this.options.peer.code;
    const [row] = await this.database.query<Waiting>(FIGURES, [peer]);
    const { pending = 0, held = 0, parked = 0, oldest = null, last = null } = row ?? {};
    return {
      ...{ peer, pending, held, parked },
      oldestPendingSeconds: oldest ? Math.max(0, (Date.now() - new Date(oldest).getTime()) / 1000) : 0,
      breaker: runsWorkers(this.options.role) ? this.deliverer.breakerState : 'UNKNOWN',
      lastSuccessAt: last ? new Date(last) : null,
    };
  }

  /** Oldest first; `after` is the id of the last one seen. */
  async parked(limit: number, after?: string): Promise<ParkedMessage[]> {
    return this.database.query<ParkedMessage>(PARKED_PAGE, [after ?? null, limit]);
  }

  /** Sends a parked message again. False when there is no such message, or someone decided before. */
  async replay(tx: Tx, id: string, by: string, reason: string): Promise<boolean> {
    const isDecided = await this.decide(tx, id, {
      action: 'REPLAYED',
      by,
      reason,
      at: new Date().toISOString(),
    });
    if (isDecided) this.database.afterCommit(tx, () => this.wakeUp.signal());
    return isDecided;
  }

  /** Gives a parked message up: it is never sent again. False as for `replay`. */
  async discard(tx: Tx, id: string, by: string, reason: string): Promise<boolean> {
    return this.decide(tx, id, { action: 'DISCARDED', by, reason, at: new Date().toISOString() });
  }

  private async decide(tx: Tx, id: string, decision: MessageDecision): Promise<boolean> {
    const values = [id, NEW_STATE[decision.action], new Date(), JSON.stringify([decision])];
    const [rows] = await tx.query<[unknown[], number]>(DECIDE, values);
    return rows.length === 1;
  }
}
