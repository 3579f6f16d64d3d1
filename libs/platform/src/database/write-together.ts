import type { Tx } from '../database';
import { rowsIn, statement, type Statement } from './statement';

/**
 * One capability's part of a statement that several write together: an INSERT whose only parameter, `$1`, is its rows. Each
 * table keeps its one owner, and a busy use case still makes one round trip.
 */
export interface Write {
  readonly sql: string;
  /** Absent where the part reads shared rows and nothing else. */
  readonly value?: unknown;
}

/** Rows that several parts read by this name: sent and read once. A SELECT whose parameters are its values, from `$1` on. */
export interface SharedRows {
  readonly name: string;
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** What must hold for anything to be written: a condition whose parameters are its values, from `$1` on. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** How each part reads its rows. */
const ROWS = /(jsonb?)_to_recordset\(\$1\)/;

/**
 * The keys of a part's rows, for an UPDATE to be told besides its join: the planner takes a set of rows from JSON for a hundred,
 * and reads a whole table for them where that seems cheaper; of an array it expects a few.
 */
export const anyKey = (name: string, type: string): string =>
  `ANY (ARRAY(SELECT (one->>'${name}')::${type} FROM jsonb_array_elements($1) AS one))`;

const statements = new Map<string, Statement>();

function kept(key: string, make: () => string): Statement {
  const known = statements.get(key);
  if (known) return known;
  const made = statement(make());
  statements.set(key, made);
  return made;
}

const keyOf = (texts: readonly string[]): string => texts.join('\u0000');

const together = (writes: readonly Write[], shared: readonly SharedRows[]): Statement =>
  kept(keyOf([...shared, ...writes].map(({ sql }) => sql)), () => {
    let place = shared.reduce((sum, { values }) => sum + values.length, 0);
    const parts = writes.map(({ sql, value }, index) => {
      if (value === undefined) return `w${index} AS (${sql})`;
      place++;
      return `w${index} AS (${sql.replace(/\$1\b/g, `$${place}`)})`;
    });
    const rows = shared.map(({ name, sql }) => `${name} AS MATERIALIZED (${sql})`);
    return `WITH ${[...rows, ...parts].join(', ')} SELECT 1`;
  });

/** Where the condition does not hold, each part finds no rows to insert. */
const togetherWhere = (condition: Condition, writes: readonly Write[]): Statement =>
  kept(keyOf([condition.sql, ...writes.map(({ sql }) => sql)]), () => {
    const first = condition.values.length + 1;
    const parts = writes.map(({ sql }, index) => {
      const given = sql.replace(
        ROWS,
        (_, json) => `${json}_to_recordset((SELECT $${first + index}::${json} FROM held))`,
      );
      return `w${index} AS (${given})`;
    });
    const held = `held AS MATERIALIZED (SELECT 1 WHERE ${condition.sql})`;
    return `WITH ${[held, ...parts].join(', ')} SELECT EXISTS (SELECT FROM held) AS written`;
  });

const asJson = (writes: readonly Write[]): string[] =>
  writes.flatMap(({ value }) => (value === undefined ? [] : [JSON.stringify(value)]));

/** Carries out all parts as one statement, inside the transaction. A part sees nothing of what the others write. */
export async function writeTogether(tx: Tx, writes: readonly Write[], shared?: SharedRows): Promise<void> {
  const rows = shared ? [shared] : [];
  const values = [...(shared?.values ?? []), ...asJson(writes)];
  await rowsIn(tx, together(writes, rows), values);
}

/** As `writeTogether`, if the condition holds; answers whether it did. Each part must read its rows by `json[b]_to_recordset($1)`. */
export async function writeTogetherWhere(
  tx: Tx,
  condition: Condition,
  writes: readonly Write[],
): Promise<boolean> {
  const stray = writes.find(({ sql }) => !ROWS.test(sql));
  if (stray) throw new Error(`A write that no condition can hold back: ${stray.sql}`);
  const values = [...condition.values, ...asJson(writes)];
  const [row] = await rowsIn<{ written: boolean }>(tx, togetherWhere(condition, writes), values);
  return row?.written ?? false;
}
