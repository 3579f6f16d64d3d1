import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@platform/database';

type Deletion = [unknown[], number];

const OUTBOX = `
  DELETE FROM outbox WHERE id IN (
    SELECT id FROM outbox WHERE state IN ('DELIVERED', 'DISCARDED') AND answered_at < $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)`;

// The newest stays: it says when the peer last answered. What a message still refers to stays with the message.
const DELIVERY = `
  DELETE FROM delivery WHERE id IN (
    SELECT d.id FROM delivery d WHERE d.answered_at < $1 AND d.id <> (SELECT id FROM delivery ORDER BY id DESC LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.delivery_id = d.id) ORDER BY d.id LIMIT $2)`;

const INBOX = `
  DELETE FROM inbox WHERE (sender, id) IN (
    SELECT sender, id FROM inbox WHERE received_at < $1 ORDER BY received_at LIMIT $2 FOR UPDATE SKIP LOCKED)`;

// What has not been answered still has to be said, and what is parked may be said again: both keep their text.
const EMPTY = `
  UPDATE outbox SET envelope = jsonb_set(envelope::jsonb, '{record}', '{}')::json
  WHERE kind = $1 AND subject LIKE $2 || '%' AND state IN ('DELIVERED', 'DISCARDED')`;
const UNSETTLED = `
  SELECT 1 FROM outbox WHERE kind = $1 AND subject LIKE $2 || '%' AND state NOT IN ('DELIVERED', 'DISCARDED') LIMIT 1`;

/**
 * Forgets settled messages and their receipts; what waits, and what is parked, stays. An old message that comes again after its inbox
 * row has gone changes nothing: records are numbered, and the newest number heard of each thing is kept for ever (M1).
 */
@Injectable()
export class MessageRetention {
  constructor(private readonly database: Database) {}

  /** At most `limit` rows; answers how many. */
  async forgetDelivered(before: Date, limit: number): Promise<number> {
    const [, messages] = await this.database.source.query<Deletion>(OUTBOX, [before, limit]);
    const [, answers] = await this.database.source.query<Deletion>(DELIVERY, [before, limit]);
    return Math.max(messages, answers);
  }

  /** Takes the record out of what was said and answered about subjects of one purpose; answers whether nothing of it waits any more. */
  async emptySaid(tx: Tx, kind: string, subjectsFrom: string): Promise<boolean> {
    await tx.query(EMPTY, [kind, subjectsFrom]);
    const waiting: unknown[] = await tx.query(UNSETTLED, [kind, subjectsFrom]);
    return waiting.length === 0;
  }

  async forgetReceived(before: Date, limit: number): Promise<number> {
    const [, deleted] = await this.database.source.query<Deletion>(INBOX, [before, limit]);
    return deleted;
  }
}
