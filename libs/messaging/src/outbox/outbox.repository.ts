import { Injectable } from '@nestjs/common';
import type { Receipt } from '@peer-contract/receipt';
import { Database, type Tx } from '@platform/database';
import { rowsOf, statement } from '@platform/database/statement';
import { retryDelayMs } from '../delivery/retry-schedule';

/** A message on its way: the envelope as the text that was stored, which is the text that is sent. */
export interface ClaimedMessage {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly json: string;
  readonly attempts: number;
}

/** A peer's signed answer, with what is needed to verify it again. */
export interface Delivery {
  readonly id: string;
  readonly peer: string;
  readonly requestTarget: string;
  readonly requestHeaders: object;
  readonly responseHeaders: object;
  readonly responseBody: string;
}

// The order stands in the index; locked rows are another process's, claimed ones are in flight, later ones wait.
const CLAIM = statement(`
  UPDATE outbox SET claimed_until = $3
  WHERE id IN (
    SELECT id FROM outbox
    WHERE peer = $1 AND state = 'PENDING' AND next_attempt_at <= $2 AND (claimed_until IS NULL OR claimed_until <= $2)
    ORDER BY id LIMIT $4 FOR UPDATE SKIP LOCKED)
  RETURNING id, kind, subject, envelope::text AS json, attempts`);

// Says "still PENDING" of a message that is found by its id. Said as `state = 'PENDING'` the planner, whose statistics are of a
// quiet moment, would walk the index of all that is pending, once for each batch of a backlog.
const NOT_ANSWERED = `outbox.state NOT IN ('DELIVERED', 'PARKED', 'DISCARDED')`;

// One statement is a transaction of its own: the signed answer and the receipts it holds, without a round trip for each.
// Of two answers to a message that was sent twice, the first one counts. Planned each time, and told the ids: a plan that was kept from a
// quiet moment compared every message of a backlog with every receipt.
const DELIVERED = `
  WITH answered AS (
    INSERT INTO delivery (id, peer, answered_at, request_target, request_headers, response_headers, response_body)
    VALUES ($1, $2, $3, $4, $5, $6, $7))
  UPDATE outbox SET state = 'DELIVERED', attempts = attempts + 1, claimed_until = NULL, last_failure = NULL, held_at = NULL,
    receipt = answer.receipt::jsonb, delivery_id = $1, answered_at = $3
  FROM unnest($8::uuid[], $9::text[]) AS answer (id, receipt)
  WHERE outbox.id = ANY ($8::uuid[]) AND outbox.id = answer.id AND ${NOT_ANSWERED}`;

const PARK = `
  UPDATE outbox SET state = 'PARKED', attempts = attempts + 1, claimed_until = NULL, last_failure = NULL, held_at = NULL,
    receipt = $2, delivery_id = $3, answered_at = $4
  WHERE id = $1 AND ${NOT_ANSWERED} RETURNING envelope`;

const FAILED = `
  UPDATE outbox SET attempts = failure.attempts, next_attempt_at = failure.next_attempt_at, claimed_until = NULL, last_failure = $4,
    held_at = NULL
  FROM unnest($1::uuid[], $2::integer[], $3::timestamptz[]) AS failure (id, attempts, next_attempt_at)
  WHERE outbox.id = failure.id AND ${NOT_ANSWERED}`;

const HOLD = `
  UPDATE outbox SET claimed_until = NULL, next_attempt_at = $2, held_at = coalesce(held_at, $3)
  WHERE id = ANY($1::uuid[]) AND ${NOT_ANSWERED}`;

const RELEASE = `UPDATE outbox SET claimed_until = NULL WHERE id = ANY($1::uuid[]) AND ${NOT_ANSWERED}`;

const WAKE_ALL = `UPDATE outbox SET next_attempt_at = $2 WHERE peer = $1 AND state = 'PENDING' AND next_attempt_at > $2`;

/** Owner of the tables `outbox` and `delivery`, as far as sending is concerned. All times are the machine's own. */
@Injectable()
export class OutboxRepository {
  constructor(private readonly database: Database) {}

  /** The oldest messages that are due, at most `limit`, held until the lease ends. */
  async claim(peer: string, limit: number, leaseMs: number): Promise<ClaimedMessage[]> {
    const now = Date.now();
    const values = [peer, new Date(now), new Date(now + leaseMs), limit];
    const rows = await rowsOf<ClaimedMessage>(this.database.source, CLAIM, values);
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Writes the peer's signed answer down, and what it says of each message that it took; in the transaction given, if any. */
  async storeDelivered(delivery: Delivery, receipts: readonly Receipt[], tx?: Tx): Promise<void> {
    await (tx ?? this.database).query(DELIVERED, [
      delivery.id,
      delivery.peer,
      new Date(),
      delivery.requestTarget,
      JSON.stringify(delivery.requestHeaders),
      JSON.stringify(delivery.responseHeaders),
      delivery.responseBody,
      receipts.map((receipt) => receipt.id),
      receipts.map(({ id, result }) => JSON.stringify({ id, result })),
    ]);
  }

  /** The envelope of the message, or undefined when it was answered before. */
  async park(tx: Tx, receipt: Receipt, deliveryId: string): Promise<object | undefined> {
    const rows: unknown = await tx.query(PARK, [receipt.id, JSON.stringify(receipt), deliveryId, new Date()]);
    return updatedIn<{ envelope: object }>(rows)[0]?.envelope;
  }

  async storeFailed(messages: readonly ClaimedMessage[], reason: string): Promise<void> {
    const attempts = messages.map((message) => message.attempts + 1);
    const nextAt = attempts.map((failures) => new Date(Date.now() + retryDelayMs(failures, Math.random())));
    await this.database.query(FAILED, [
      messages.map((message) => message.id),
      attempts,
      nextAt,
      reason.slice(0, 500),
    ]);
  }

  /** Messages that may not leave now are asked about again later; no attempt is counted. */
  async hold(messages: readonly ClaimedMessage[], untilMs: number): Promise<void> {
    await this.database.query(HOLD, [messages.map((message) => message.id), new Date(untilMs), new Date()]);
  }

  /** Gives claimed messages back as if nothing had been tried. */
  async release(messages: readonly ClaimedMessage[]): Promise<void> {
    await this.database.query(RELEASE, [messages.map((message) => message.id)]);
  }

  /** Everything that waits for its next attempt is due now. */
  async wakeAll(peer: string): Promise<void> {
    await this.database.query(WAKE_ALL, [peer, new Date()]);
  }
}

/** TypeORM answers an UPDATE with [rows, count], everything else with rows. */
function updatedIn<Row>(answer: unknown): Row[] {
  const [rows] = answer as [Row[], number];
  return rows;
}
