import { Injectable } from '@nestjs/common';
import { Clock } from '../clock';
import type { Write } from '../database/write-together';
import { Database, violatedConstraint, type Tx } from '../database';
import {
  bodyHash,
  idempotencyKeyReused,
  type Answer,
  type GivenAnswer,
  type IdempotentRequest,
} from './idempotent-request';

/** Milliseconds that an answer is kept: longer than any client keeps repeating. */
const KEPT_FOR = 24 * 60 * 60_000;

/** Takes the key, or an expired one over. A twin that is under way is waited for on the primary key. */
const CLAIM = `INSERT INTO idempotency_key (caller, route, key, body_sha256, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (caller, route, key) DO UPDATE SET body_sha256 = excluded.body_sha256, status = NULL, body = NULL, location = NULL,
    created_at = excluded.created_at, expires_at = excluded.expires_at
    WHERE idempotency_key.expires_at <= excluded.created_at
  RETURNING 1`;

const ANSWER =
  'UPDATE idempotency_key SET status = $4, body = $5, location = $6 WHERE caller = $1 AND route = $2 AND key = $3';

const ADD = `INSERT INTO idempotency_key (caller, route, key, body_sha256, created_at, expires_at, status, body, location)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const KEEP = `INSERT INTO idempotency_key (caller, route, key, body_sha256, created_at, expires_at, status, body, location)
  SELECT caller, route, key, decode(body_sha256, 'hex'), created_at, expires_at, status, body, location
  FROM json_to_recordset($1) AS t(caller text, route text, key text, body_sha256 text, created_at timestamptz, expires_at timestamptz,
    status int, body json, location text)`;

const FIND = `SELECT body_sha256, status, body, location FROM idempotency_key
  WHERE caller = $1 AND route = $2 AND key = $3 AND expires_at > $4`;

const FORGET =
  'DELETE FROM idempotency_key WHERE caller = $1 AND route = $2 AND key = $3 AND expires_at <= $4';

const PURGE = `DELETE FROM idempotency_key WHERE ctid IN (SELECT ctid FROM idempotency_key WHERE expires_at <= $1 LIMIT $2)`;

interface KeptRow {
  body_sha256: Buffer;
  status: number;
  body: unknown;
  location: string | null;
}

/** What TypeORM answers to a DELETE: the rows, and how many they were. */
type Deletion = [rows: unknown, count: number];

/** One row of `idempotency_key`, for use cases that write everything in one statement (see `Idempotency.run`). */
export interface IdempotencyRow {
  caller: string;
  route: string;
  key: string;
  /** For SQL: `decode(body_sha256, 'hex')`. */
  body_sha256: string;
  created_at: Date;
  expires_at: Date;
  status: number;
  body: unknown;
  location: string | null;
}

/**
 * The same create, sent twice, happens once: the first answer is kept in the transaction of the create and given again.
 * A refusal rolls back and keeps nothing, so the same key may be tried again.
 */
@Injectable()
export class Idempotency {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Claim, work, answer, inside the caller's transaction: two statements. A twin waits for the first and hears its answer. */
  async once<Body>(
    tx: Tx,
    request: IdempotentRequest,
    work: () => Promise<Answer<Body>>,
  ): Promise<GivenAnswer<Body>> {
    const hash = bodyHash(request);
    const claimed: unknown[] = await tx.query(CLAIM, [...nameOf(request), hash, ...this.lifetime()]);
    if (claimed.length === 0) return this.replay(await this.find(tx, request), hash);
    const answer = await work();
    await tx.query(ANSWER, [
      ...nameOf(request),
      answer.status,
      JSON.stringify(answer.body),
      answer.location ?? null,
    ]);
    return { ...answer, replayed: false };
  }

  /**
   * The same promise with one statement, or none, for busy routes: opens the transaction, works first and adds the answer last,
   * where a twin breaks the primary key. Whenever the work fails the kept answer is looked up, so a repetition hears it and
   * not the refusal that the first success causes. `work` that stores `row(request, answer)` itself says `{ stored: true }`.
   */
  async run<Body>(
    request: IdempotentRequest,
    work: (tx: Tx) => Promise<Answer<Body> & { stored?: true }>,
  ): Promise<GivenAnswer<Body>> {
    return this.orKept(request, (hash) =>
      this.db.transaction((tx) => this.workThenAdd(tx, request, hash, work)),
    );
  }

  /** As `run`, for work whose one statement stores everything, the answer too (`Database.withOneWrite`). */
  async runWithOneWrite<Body>(
    request: IdempotentRequest,
    work: (tx: Tx) => Promise<Answer<Body>>,
  ): Promise<GivenAnswer<Body>> {
    return this.orKept(request, async () => {
      const answer = await this.db.withOneWrite(work);
      return { ...answer, replayed: false };
    });
  }

  private async orKept<Body>(
    request: IdempotentRequest,
    work: (hash: Buffer) => Promise<GivenAnswer<Body>>,
  ): Promise<GivenAnswer<Body>> {
    const hash = bodyHash(request);
    try {
      return await work(hash);
    } catch (error) {
      const kept = await this.find(this.db.source.manager, request);
      if (kept) return this.replay(kept, hash);
      if (!(await this.forgetExpired(request, error))) throw error;
      return this.orKept(request, work);
    }
  }

  /** Keeps an answer as a part of a statement that several write together; a twin breaks the primary key. */
  keeping(request: IdempotentRequest, answer: Answer): Write {
    return { sql: KEEP, value: [this.row(request, answer)] };
  }

  /** The row that keeps an answer, to be inserted without ON CONFLICT; `json_to_record` keeps the answer's fields in their order. */
  row(request: IdempotentRequest, answer: Answer): IdempotencyRow {
    const [created_at, expires_at] = this.lifetime();
    const { caller, route, key } = request;
    const { status, location = null } = answer;
    return {
      caller,
      route,
      key,
      body_sha256: bodyHash(request).toString('hex'),
      created_at,
      expires_at,
      status,
      body: answer.body,
      location,
    };
  }

  /** Deletes up to `limit` expired keys and says how many; a scheduled job repeats it while it finds a full batch. */
  async purge(limit = 5_000): Promise<number> {
    const [, deleted] = await this.db.source.query<Deletion>(PURGE, [this.clock.now(), limit]);
    return deleted;
  }

  private async workThenAdd<Body>(
    tx: Tx,
    request: IdempotentRequest,
    hash: Buffer,
    work: (tx: Tx) => Promise<Answer<Body> & { stored?: true }>,
  ): Promise<GivenAnswer<Body>> {
    const { stored, ...answer } = await work(tx);
    if (!stored) {
      const kept = [answer.status, JSON.stringify(answer.body), answer.location ?? null];
      await tx.query(ADD, [...nameOf(request), hash, ...this.lifetime(), ...kept]);
    }
    return { ...(answer as Answer<Body>), replayed: false };
  }

  private async find(tx: Tx, request: IdempotentRequest): Promise<KeptRow | undefined> {
    const rows: KeptRow[] = await tx.query(FIND, [...nameOf(request), this.clock.now()]);
    return rows[0];
  }

  /** True where the work failed only because an expired key was still in the way; it is gone now. */
  private async forgetExpired(request: IdempotentRequest, error: unknown): Promise<boolean> {
    if (violatedConstraint(error) !== 'idempotency_key_once') return false;
    const values = [...nameOf(request), this.clock.now()];
    const [, deleted] = await this.db.source.query<Deletion>(FORGET, values);
    return deleted > 0;
  }

  private replay<Body>(kept: KeptRow | undefined, hash: Buffer): GivenAnswer<Body> {
    if (!kept || !kept.body_sha256.equals(hash)) throw idempotencyKeyReused();
    return {
      status: kept.status,
      body: kept.body as Body,
      location: kept.location ?? undefined,
      replayed: true,
    };
  }

  private lifetime(): [Date, Date] {
    const now = this.clock.now();
    return [now, new Date(now.getTime() + KEPT_FOR)];
  }
}

const nameOf = ({ caller, route, key }: IdempotentRequest): string[] => [caller, route, key];
