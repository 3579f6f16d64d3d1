import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import type { Tx } from '../database';

/** SQL that each connection parses and plans once. For hot paths; everything else says `tx.query`. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Names a statement by its text, so that two texts never share a plan. Poolers between must know named statements (PgBouncer 1.21). */
export const statement = (text: string): Statement => ({
  name: createHash('sha256').update(text).digest('hex').slice(0, 32),
  text,
});

/** The rows of a statement inside a transaction; for UPDATE and DELETE too, what RETURNING names. */
export async function rowsIn<Row>(tx: Tx, { name, text }: Statement, values: unknown[]): Promise<Row[]> {
  if (!tx.queryRunner) throw new Error('rowsIn() needs an open transaction.');
  const connection = (await tx.queryRunner.connect()) as PoolClient;
  const { rows } = await connection.query({ name, text, values });
  return rows as Row[];
}

/** The rows of a statement outside any transaction, straight from the pool. */
export async function rowsOf<Row>(
  source: DataSource,
  { name, text }: Statement,
  values: unknown[],
): Promise<Row[]> {
  const pool = (source.driver as PostgresDriver).master as Pool;
  const { rows } = await pool.query({ name, text, values });
  return rows as Row[];
}

/** The rows of a statement that only reads: inside the transaction where one is open, else straight from the pool. */
export const rowsRead = async <Row>(tx: Tx, reading: Statement, values: unknown[]): Promise<Row[]> =>
  tx.queryRunner ? rowsIn<Row>(tx, reading, values) : rowsOf<Row>(tx.dataSource, reading, values);
