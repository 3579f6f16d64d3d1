import type { Side } from './side';

const TABLES = `
  SELECT format('%I', c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1`;

/** Names of the tables of a service in any row of which one of the texts stands, in whatever column. */
export async function tablesWith(side: Side, texts: readonly string[]): Promise<string[]> {
  const tables = await side.rows<{ name: string }>(TABLES);
  const found: string[] = [];
  for (const { name } of tables) {
    const sql = `SELECT 1 FROM ${name} t WHERE EXISTS (SELECT 1 FROM unnest($1::text[]) AS x WHERE strpos(t::text, x) > 0) LIMIT 1`;
    if ((await side.rows(sql, [texts])).length > 0) found.push(name);
  }
  return found;
}
