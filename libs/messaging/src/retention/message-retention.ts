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

const GIVE_PARKED_UP = `
  UPDATE outbox SET state = 'DISCARDED', answered_at = $3, decisions = decisions || $4::jsonb
  WHERE kind = $1 AND subject LIKE $2 || '%' AND state = 'PARKED' RETURNING id`;
// What was sent keeps the hash of its text: whoever holds the text can show that it was this one.
const SENT_AS = `jsonb_build_object('sentAs', encode(sha256(convert_to(envelope::text, 'UTF8')), 'hex'))`;
const GIVE_UP = `
  UPDATE outbox o SET envelope = (jsonb_set(envelope::jsonb, '{record}', '{}') || ${SENT_AS})::json,
    state = CASE WHEN state = 'DELIVERED' THEN state ELSE 'DISCARDED' END, answered_at = coalesce(answered_at, $3),
    decisions = CASE WHEN state IN ('PENDING', 'PARKED') THEN decisions || $4::jsonb ELSE decisions END
  WHERE (kind, subject) IN (SELECT * FROM unnest($1::text[], $2::text[])) AND NOT (envelope::jsonb ? 'sentAs')
  RETURNING id`;
const CUT_OUT = `
  UPDATE outbox SET envelope = (CASE WHEN $4::jsonb IS NULL THEN envelope::jsonb #- ARRAY['record', $3] ELSE jsonb_set(envelope::jsonb, ARRAY['record', $3], $4) END
    || CASE WHEN state IN ('DELIVERED', 'DISCARDED') THEN ${SENT_AS} ELSE '{}' END)::json
  WHERE kind = $1 AND subject = $2 AND envelope::jsonb->'record' ? $3 AND envelope::jsonb->'record'->$3 IS DISTINCT FROM $4`;

/** What messages are about. */
interface About {
  readonly kind: string;
  readonly subject: string;
}

/** As an officer's decision stands in the message. */
const discarded = (at: Date, reason: string): object => ({
  ...{ action: 'DISCARDED', by: 'system:retention', reason, at: at.toISOString() },
});

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

  /** The purpose is over: what is parked of it is never sent again. Answers the messages. */
  async giveParkedUp(tx: Tx, kind: string, subjectsFrom: string, reason: string): Promise<string[]> {
    const now = new Date();
    const values = [kind, subjectsFrom, now, JSON.stringify([discarded(now, reason)])];
    const [rows] = await tx.query<[{ id: string }[], number]>(GIVE_PARKED_UP, values);
    return rows.map(({ id }) => id);
  }

  /** Takes the record out of what was said and answered about subjects of one purpose; answers whether nothing of it waits any more. */
  async emptySaid(tx: Tx, kind: string, subjectsFrom: string): Promise<boolean> {
    await tx.query(EMPTY, [kind, subjectsFrom]);
    const waiting: unknown[] = await tx.query(UNSETTLED, [kind, subjectsFrom]);
    return waiting.length === 0;
  }

  /** Takes the records out of all that was said of these things; what was not answered yet is never sent (again). Answers the messages. */
  async giveUp(tx: Tx, about: readonly About[], reason: string): Promise<string[]> {
    const now = new Date();
    const [rows] = await tx.query<[{ id: string }[], number]>(GIVE_UP, [
      about.map(({ kind }) => kind),
      about.map(({ subject }) => subject),
      now,
      JSON.stringify([discarded(now, reason)]),
    ]);
    return rows.map(({ id }) => id);
  }

  /**
   * Takes one part of the record out of all that was, or will be, said of a thing, and leaves something empty in its place where the
   * record needs it; answers out of how many messages.
   */
  async cutOut(tx: Tx, { kind, subject }: About, part: string, left?: object): Promise<number> {
    const [, cut] = await tx.query<Deletion>(CUT_OUT, [
      kind,
      subject,
      part,
      left ? JSON.stringify(left) : null,
    ]);
    return cut;
  }

  async forgetReceived(before: Date, limit: number): Promise<number> {
    const [, deleted] = await this.database.source.query<Deletion>(INBOX, [before, limit]);
    return deleted;
  }
}
