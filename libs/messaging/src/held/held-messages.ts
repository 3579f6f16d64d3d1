import { Injectable } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import { Database, type Tx } from '@platform/database';
import { DeliveryWakeUp } from '../delivery/wake-up';
import type { LeavingMessage } from '../inbox/message-receiver';

const IS_HELD = `state = 'PENDING' AND held_at IS NOT NULL`;

// Who wakes them at the same time wakes them all the same: nobody waits for another's locks.
const WAKE = `
  UPDATE outbox SET next_attempt_at = $1, held_at = NULL
  WHERE id IN (SELECT id FROM outbox WHERE ${IS_HELD} ORDER BY id FOR UPDATE SKIP LOCKED)`;

const PAGE = `
  SELECT id, kind, subject, envelope::text AS json FROM outbox WHERE ${IS_HELD} AND id > $1 ORDER BY id LIMIT $2`;

// One that a lane has claimed is being asked about at this moment: the next run finds it. Its text goes: it never left.
const GIVE_UP = `
  UPDATE outbox SET state = 'DISCARDED', answered_at = $2, decisions = decisions || $3::jsonb,
    envelope = jsonb_set(envelope::jsonb, '{record}', '{}')::json
  WHERE id = ANY ($1::uuid[]) AND ${IS_HELD} AND (claimed_until IS NULL OR claimed_until <= $2) RETURNING id`;

// A message whose text had left before it was held may have been heard; what was forgotten by its age was sent.
const SENT_BEFORE = `
  SELECT bool_or(state IN ('PENDING', 'PARKED') OR (state <> 'DELIVERED' AND attempts > 0) OR envelope::jsonb ? 'sentAs')
      OR NOT (bool_or(state = 'DELIVERED') OR min((envelope->>'seq')::bigint) = 1) AS "isUnsure",
    (array_agg(envelope ORDER BY id DESC) FILTER (WHERE state = 'DELIVERED'))[1] AS last
  FROM outbox WHERE kind = $1 AND subject = $2`;

// The newest of each thing, and the last that the peer has answered. What was given up keeps when it was held.
const GIVEN_UP = `
  SELECT given.envelope AS given, (
    SELECT envelope FROM outbox WHERE kind = $1 AND subject = given.subject AND state = 'DELIVERED' ORDER BY id DESC LIMIT 1) AS last
  FROM (SELECT DISTINCT ON (subject) subject, envelope FROM outbox
    WHERE kind = $1 AND subject = ANY ($2::text[]) AND state = 'DISCARDED' AND held_at IS NOT NULL ORDER BY subject, id DESC) AS given`;

/** A message that was given up, and the last of the same thing that the peer took. */
export interface GivenUp {
  readonly given: Envelope;
  readonly last: Envelope | null;
}

/** What of a thing has left: its last word, or undefined where none has; unsure where that cannot be told. */
export interface SentBefore {
  readonly isUnsure: boolean;
  readonly last: Envelope | null;
}

/** Messages that the application does not let leave: sent as soon as they may, or given up once they never may again. */
@Injectable()
export class HeldMessages {
  constructor(
    private readonly database: Database,
    private readonly wakeUp: DeliveryWakeUp,
  ) {}

  /** They may leave perhaps: after the commit each is asked about again, instead of within the minute. */
  async wake(tx: Tx): Promise<void> {
    await tx.query(WAKE, [new Date()]);
    this.database.afterCommit(tx, () => this.wakeUp.signal());
  }

  /** Oldest first, after the id of the last one seen. */
  async page(limit: number, after: string): Promise<LeavingMessage[]> {
    return this.database.query<LeavingMessage>(PAGE, [after, limit]);
  }

  /** They never leave any more; answers those that still waited. Twice is the same. */
  async giveUp(tx: Tx, ids: readonly string[], by: string, reason: string): Promise<string[]> {
    const at = new Date();
    const decision = { action: 'DISCARDED', by, reason, at: at.toISOString() };
    const values = [ids, at, JSON.stringify([decision])];
    const [rows] = await tx.query<[{ id: string }[], number]>(GIVE_UP, values);
    return rows.map(({ id }) => id);
  }

  /** Of these things those of which something was given up. */
  async givenUp(tx: Tx, kind: string, subjects: readonly string[]): Promise<GivenUp[]> {
    return tx.query(GIVEN_UP, [kind, subjects]);
  }

  /** Asked after something of it was given up. */
  async sentBefore(tx: Tx, { kind, subject }: Pick<Envelope, 'kind' | 'subject'>): Promise<SentBefore> {
    const [row]: SentBefore[] = await tx.query(SENT_BEFORE, [kind, subject]);
    return row ?? { isUnsure: true, last: null };
  }
}
