import { Injectable } from '@nestjs/common';
import { Outbox } from '@messaging/outbox';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import type { Write } from '@platform/database/write-together';
import { v7 as uuidv7 } from 'uuid';
import { found } from '../refusal/found';
import type { WordAbout } from './record-kind';

interface Numbered {
  subject: string;
  incarnation: number;
  seq: number;
  heard_incarnation: number | null;
  heard_seq: number | null;
}

const SAY = `
  WITH said AS (
    INSERT INTO said_record AS s (kind, subject, incarnation, seq, record)
    SELECT $1, t.subject, i.incarnation, 1, t.record
    FROM jsonb_to_recordset($2) AS t(subject text, record jsonb), service_incarnation i
    ON CONFLICT (kind, subject) DO UPDATE SET seq = s.seq + 1, incarnation = excluded.incarnation, record = excluded.record
      WHERE s.record IS DISTINCT FROM excluded.record
    RETURNING s.subject, s.incarnation, s.seq)
  SELECT said.*, h.incarnation AS heard_incarnation, h.seq AS heard_seq
  FROM said LEFT JOIN heard_record h ON h.kind = $1 AND h.subject = said.subject`;

/** What was said or heard about, by kind and subject. */
export interface Word {
  readonly kind: string;
  readonly subject: string;
}

interface Said extends Numbered {
  record: object;
}

const PRESENT = `
  SELECT s.subject, s.incarnation, s.seq, s.record, h.incarnation AS heard_incarnation, h.seq AS heard_seq
  FROM said_record s LEFT JOIN heard_record h ON h.kind = s.kind AND h.subject = s.subject
  WHERE s.kind = $1 AND s.subject = ANY ($2::text[]) ORDER BY s.subject FOR UPDATE OF s`;

const RENUMBER = `
  UPDATE said_record s SET seq = s.seq + 1, incarnation = i.incarnation FROM service_incarnation i
  WHERE s.kind = $1 AND s.subject = ANY ($2::text[])`;

const SAY_FIRST = `
  INSERT INTO said_record (kind, subject, incarnation, seq, record)
  SELECT kind, subject, incarnation, 1, record FROM jsonb_to_recordset($1) AS t(kind text, subject text, incarnation int, record jsonb)`;

const HEAR = `
  INSERT INTO heard_record AS h (kind, subject, incarnation, seq, record)
  SELECT $1, t.subject, t.incarnation, t.seq, t.record
  FROM jsonb_to_recordset($2) AS t(subject text, incarnation int, seq bigint, record jsonb)
  ON CONFLICT (kind, subject) DO UPDATE SET incarnation = excluded.incarnation, seq = excluded.seq, record = excluded.record
    WHERE (excluded.incarnation, excluded.seq) > (h.incarnation, h.seq)
  RETURNING subject`;

const TAKE_BACK = `
  INSERT INTO said_record AS s (kind, subject, incarnation, seq, record)
  SELECT $1, t.subject, t.incarnation, t.seq, t.record
  FROM jsonb_to_recordset($2) AS t(subject text, incarnation int, seq bigint, record jsonb)
  ON CONFLICT (kind, subject) DO UPDATE SET incarnation = excluded.incarnation, seq = excluded.seq, record = excluded.record
    WHERE (excluded.incarnation, excluded.seq) > (s.incarnation, s.seq)
  RETURNING subject`;

// Only while the word that was given up is still the present one: what is said at the same moment stays said.
const IS_PRESENT = 'WHERE kind = $1 AND subject = $2 AND incarnation = $3 AND seq = $4';
const SAID_LAST = `UPDATE said_record SET incarnation = $5, seq = $6, record = $7 ${IS_PRESENT}`;
const SAID_NEVER = `DELETE FROM said_record ${IS_PRESENT}`;

const WORDS_OF_LINK = `
  SELECT kind, subject FROM said_record WHERE kind = ANY ($1) AND (record->>'linkId' = $2 OR subject = $2)
  UNION SELECT kind, subject FROM heard_record WHERE kind = ANY ($1) AND (record->>'linkId' = $2 OR subject = $2) ORDER BY kind, subject`;

const WORDS_FOR_APPLICATION = `
  SELECT kind, subject FROM said_record WHERE kind = $1 AND record->>'applicationId' = $2
  UNION SELECT kind, subject FROM heard_record WHERE kind = $1 AND record->>'applicationId' = $2 ORDER BY kind, subject`;

const isNewer = (one: Envelope, other: Envelope): boolean =>
  one.incarnation > other.incarnation || (one.incarnation === other.incarnation && one.seq > other.seq);

/** Of several messages of one subject only the newest can have an effect (M1). */
function newestBySubject(messages: readonly Envelope[]): Map<string, Envelope> {
  const newest = new Map<string, Envelope>();
  for (const message of messages) {
    const other = newest.get(message.subject);
    if (!other || isNewer(message, other)) newest.set(message.subject, message);
  }
  return newest;
}

/** Full-state records in both directions: this side's words numbered and sent when they change, the peer's kept when newer. */
@Injectable()
export class Conversations {
  /** Read once: a side that is restored gets a new one before its service starts again. */
  private incarnation?: number;

  constructor(private readonly outbox: Outbox) {}

  /** Says the record if it differs from what was said last; nothing is sent otherwise. */
  async say(tx: Tx, kind: string, subject: string, record: object): Promise<void> {
    await this.sayAll(tx, kind, [{ subject, record }]);
  }

  /** Says several records of one kind in one statement. */
  async sayAll(tx: Tx, kind: string, said: readonly { subject: string; record: object }[]): Promise<void> {
    if (said.length === 0) return;
    const numbered: Numbered[] = await tx.query(SAY, [kind, JSON.stringify(said)]);
    const records = new Map(said.map(({ subject, record }) => [subject, record]));
    await this.outbox.append(
      tx,
      numbered.map((row) => envelopeOf(kind, row, found(records.get(row.subject)))),
    );
  }

  /** The first words about a thing that nobody has spoken of yet, as parts of a statement that several write together. */
  async sayingFirst(tx: Tx, kind: string, subject: string, record: object): Promise<Write[]> {
    this.incarnation ??= await this.readIncarnation(tx);
    const { incarnation } = this;
    const numbered = { subject, incarnation, seq: 1, heard_incarnation: null, heard_seq: null };
    return [
      { sql: SAY_FIRST, value: [{ kind, subject, incarnation, record }] },
      this.outbox.appending(tx, [envelopeOf(kind, numbered, record)]),
    ];
  }

  /** M2: the present words once more, under their number: for a peer that may not have heard them. */
  async sayAgain(tx: Tx, kind: string, subjects: readonly string[]): Promise<void> {
    if (subjects.length === 0) return;
    await this.repeat(tx, kind, await tx.query(PRESENT, [kind, subjects]));
  }

  /** M2: the present words under the next number: a peer that holds other words under this one takes them too. */
  async sayAnew(tx: Tx, kind: string, subjects: readonly string[]): Promise<void> {
    if (subjects.length === 0) return;
    await tx.query(RENUMBER, [kind, subjects]);
    await this.sayAgain(tx, kind, subjects);
  }

  private async repeat(tx: Tx, kind: string, rows: readonly Said[]): Promise<void> {
    await this.outbox.append(
      tx,
      rows.map((row) => envelopeOf(kind, row, row.record)),
    );
  }

  /** M1: keeps what is newer than what was heard before; `onNewer` then works out what follows, subject by subject in order. */
  async hear(
    tx: Tx,
    messages: readonly Envelope[],
    onNewer: (message: Envelope) => Promise<void>,
  ): Promise<Receipt[]> {
    const newest = newestBySubject(messages);
    // In the order of the subjects, so that two batches cannot wait for each other.
    const rows = [...newest.values()]
      .map(({ subject, incarnation, seq, record }) => ({ subject, incarnation, seq, record }))
      .sort((one, other) => (one.subject < other.subject ? -1 : 1));
    const kept: { subject: string }[] = await tx.query(HEAR, [messages[0]?.kind, JSON.stringify(rows)]);
    const applied = new Set(kept.map(({ subject }) => found(newest.get(subject)).id));
    for (const subject of kept.map((row) => row.subject).sort()) await onNewer(found(newest.get(subject)));
    return messages.map(({ id }) => ({ id, result: applied.has(id) ? 'applied' : 'superseded' }));
  }

  /** B3: keeps what the peer says now of a thing that a restore has made forgotten; what follows is worked out once all is in place. */
  async keepHeard(tx: Tx, kind: string, word: WordAbout): Promise<void> {
    await tx.query(HEAR, [kind, JSON.stringify([word])]);
  }

  /** What the peer last said of a thing, or undefined. */
  async heard<R>(tx: Tx, kind: string, subject: string): Promise<R | undefined> {
    const rows: { record: R }[] = await tx.query(
      'SELECT record FROM heard_record WHERE kind = $1 AND subject = $2',
      [kind, subject],
    );
    return rows[0]?.record;
  }

  /** What this side last said of a thing, or undefined. */
  async said<R>(tx: Tx, kind: string, subject: string): Promise<R | undefined> {
    const rows: { record: R }[] = await tx.query(
      'SELECT record FROM said_record WHERE kind = $1 AND subject = $2',
      [kind, subject],
    );
    return rows[0]?.record;
  }

  /** B3: this side's own words as the peer had heard them, where they are later than those remembered here; answers whose were. */
  async takeBack(tx: Tx, kind: string, words: readonly WordAbout[]): Promise<Set<string>> {
    const rows: { subject: string }[] = await tx.query(TAKE_BACK, [kind, JSON.stringify(words)]);
    return new Set(rows.map(({ subject }) => subject));
  }

  /** GATE-3: where this word is the present one, the word that last left is so again; none where none has. */
  async unsay(tx: Tx, word: Envelope, last: Envelope | null): Promise<void> {
    const present = [word.kind, word.subject, word.incarnation, word.seq];
    if (!last) await tx.query(SAID_NEVER, present);
    else await tx.query(SAID_LAST, [...present, last.incarnation, last.seq, JSON.stringify(last.record)]);
  }

  private async readIncarnation(tx: Tx): Promise<number> {
    const rows: { incarnation: number }[] = await tx.query('SELECT incarnation FROM service_incarnation');
    return rows[0]?.incarnation ?? 0;
  }

  /** Everything of these kinds that either side has said of the link, or of things that belong to it. */
  async wordsOfLink(tx: Tx, kinds: readonly string[], linkId: string): Promise<Word[]> {
    return tx.query(WORDS_OF_LINK, [kinds, linkId]);
  }

  /** Deletes words of both sides with their numbers: nothing more is said of these things, and what still comes is not taken. */
  async forgetWords(tx: Tx, words: readonly Word[]): Promise<void> {
    const named = [words.map(({ kind }) => kind), words.map(({ subject }) => subject)];
    for (const table of ['said_record', 'heard_record'])
      await tx.query(
        `DELETE FROM ${table} WHERE (kind, subject) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
        named,
      );
  }

  /** Everything of this kind that either side has said for an application. */
  async wordsForApplication(tx: Tx, kind: string, applicationId: string): Promise<Word[]> {
    return tx.query(WORDS_FOR_APPLICATION, [kind, applicationId]);
  }

  /** Empties one part of what both sides said of a thing; its numbers stay. */
  async emptyPart(tx: Tx, { kind, subject }: Word, part: string): Promise<void> {
    for (const table of ['said_record', 'heard_record'])
      await tx.query(
        `UPDATE ${table} SET record = jsonb_set(record, ARRAY[$3], '{}') WHERE kind = $1 AND subject = $2 AND record ? $3`,
        [kind, subject, part],
      );
  }

  /** Deletes what both sides said of subjects of one purpose, but keeps their numbers: it has been used, and goes. */
  async forgetAll(tx: Tx, kind: string, subjectsFrom: string): Promise<void> {
    for (const table of ['said_record', 'heard_record'])
      await tx.query(
        `UPDATE ${table} SET record = '{}' WHERE kind = $1 AND subject LIKE $2 || '%' AND record <> '{}'`,
        [kind, subjectsFrom],
      );
  }

  /** Deletes what the peer said of a thing but keeps its number: what was kept for one purpose goes with it. */
  async forgetHeard(tx: Tx, kind: string, subject: string): Promise<void> {
    await tx.query(`UPDATE heard_record SET record = '{}' WHERE kind = $1 AND subject = $2`, [kind, subject]);
  }
}

function envelopeOf(kind: string, row: Numbered, record: object): Envelope {
  return {
    id: uuidv7(),
    kind,
    subject: row.subject,
    incarnation: row.incarnation,
    seq: row.seq,
    heardIncarnation: row.heard_incarnation ?? 0,
    heardSeq: row.heard_seq ?? 0,
    record,
  };
}
