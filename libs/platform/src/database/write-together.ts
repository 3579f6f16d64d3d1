import type { Tx } from '../database';
import { rowsIn, statement, type Statement } from './statement';

/**
 * One capability's part of a statement that several write together: an INSERT whose only parameter, `$1`, is its rows. Each
 * table keeps its one owner, and a busy use case still makes one round trip.
 */
export interface Write {
  readonly sql: string;
  readonly value: unknown;
}

const statements = new Map<string, Statement>();

function together(writes: readonly Write[]): Statement {
  const key = writes.map(({ sql }) => sql).join('\u0000');
  const known = statements.get(key);
  if (known) return known;
  const parts = writes.map(({ sql }, index) => `w${index} AS (${sql.replace(/\$1\b/g, `$${index + 1}`)})`);
  const made = statement(`WITH ${parts.join(', ')} SELECT 1`);
  statements.set(key, made);
  return made;
}

/** Carries out all parts as one statement, inside the transaction. A part sees nothing of what the others write. */
export async function writeTogether(tx: Tx, writes: readonly Write[]): Promise<void> {
  await rowsIn(
    tx,
    together(writes),
    writes.map(({ value }) => JSON.stringify(value)),
  );
}
