import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** One open transaction. Always the first argument, never ambient. */
export type Tx = EntityManager;

const RERUN_STATES = new Set(['40001', '40P01']);
const MAX_RUNS = 5;

/** Doubled with each run, and by chance: the one who lost must not take the lock again before the other has woken up. */
const RERUN_PAUSE_MS = 5;

/** The SQLSTATE of a database error, wherever TypeORM put it. */
export const sqlState = (error: unknown): string | undefined =>
  (error as { code?: string })?.code ?? (error as { driverError?: { code?: string } })?.driverError?.code;

/** The name of the constraint that a write broke, or undefined: the loser of a race hears what everyone else hears. */
export const violatedConstraint = (error: unknown): string | undefined =>
  (error as { constraint?: string })?.constraint ??
  (error as { driverError?: { constraint?: string } })?.driverError?.constraint;

/** One transaction a use case. Deadlocks and serialization failures run the whole work again, so work must be repeatable. */
@Injectable()
export class Database {
  private readonly hooks = new WeakMap<Tx, (() => void)[]>();

  constructor(readonly source: DataSource) {}

  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.repeated(() => this.runOnce(work));
  }

  /**
   * For a use case whose one writing statement is its whole transaction: the server commits each statement by itself, which
   * saves the round trips of BEGIN and COMMIT. Work that writes twice must open a transaction.
   */
  async withOneWrite<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.repeated(() => this.runAlone(work));
  }

  /** For several reads that must agree: all see the database as the first one found it. */
  async snapshot<T>(read: (tx: Tx) => Promise<T>): Promise<T> {
    return this.source.transaction('REPEATABLE READ', read);
  }

  /** Runs `hook` once `tx` has committed; dropped when it rolls back. Only for wake-ups whose loss loses nothing. */
  afterCommit(tx: Tx, hook: () => void): void {
    this.hooks.get(tx)?.push(hook);
  }

  /** Rows of one statement outside any transaction. */
  async query<Row = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.source.query(sql, parameters);
  }

  private async repeated<T>(attempt: () => Promise<T>): Promise<T> {
    for (let run = 1; ; run++) {
      try {
        return await attempt();
      } catch (error) {
        if (run >= MAX_RUNS || !RERUN_STATES.has(sqlState(error) ?? '')) throw error;
        await delay(RERUN_PAUSE_MS * 2 ** run * (0.5 + Math.random()));
      }
    }
  }

  private async runOnce<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const hooks: (() => void)[] = [];
    // READ COMMITTED is PostgreSQL's default; naming it would cost a round trip of its own.
    const result = await this.source.transaction((tx) => {
      this.hooks.set(tx, hooks);
      return work(tx);
    });
    hooks.forEach((hook) => hook());
    return result;
  }

  private async runAlone<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const hooks: (() => void)[] = [];
    const runner = this.source.createQueryRunner();
    try {
      this.hooks.set(runner.manager, hooks);
      const result = await work(runner.manager);
      hooks.forEach((hook) => hook());
      return result;
    } finally {
      await runner.release();
    }
  }
}
