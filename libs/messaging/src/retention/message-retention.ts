import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

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

  async forgetReceived(before: Date, limit: number): Promise<number> {
    const [, deleted] = await this.database.source.query<Deletion>(INBOX, [before, limit]);
    return deleted;
  }
}
