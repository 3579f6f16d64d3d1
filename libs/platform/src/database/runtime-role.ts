import { type Client, escapeIdentifier } from 'pg';

/** The tables of the owner; a table's own rights are set anew at each migration, so a table that became append-only loses the others. */
const TABLES = `SELECT c.relname AS name FROM pg_class c
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v') AND c.relowner = current_user::regrole`;

function rightsOn(table: string, appendOnly: ReadonlySet<string>): string {
  if (table === 'schema_migration') return 'SELECT';
  return appendOnly.has(table) ? 'SELECT, INSERT' : 'SELECT, INSERT, UPDATE, DELETE';
}

/** Gives the runtime role what it needs and no more: rows, never the schema; append-only tables never change (ground rule of audit). */
export async function grantRuntimeRole(
  client: Client,
  role: string,
  appendOnlyTables: readonly string[],
): Promise<void> {
  const grantee = escapeIdentifier(role);
  const appendOnly = new Set(appendOnlyTables);
  const { rows: tables } = await client.query<{ name: string }>(TABLES);
  const { rows: schemas } = await client.query<{ schema: string }>('SELECT current_schema() AS schema');
  const schema = escapeIdentifier(schemas[0]?.schema ?? 'public');
  const statements = tables.flatMap(({ name }) => [
    `REVOKE ALL ON ${escapeIdentifier(name)} FROM ${grantee}`,
    `GRANT ${rightsOn(name, appendOnly)} ON ${escapeIdentifier(name)} TO ${grantee}`,
  ]);
  await client.query(
    [
      `GRANT USAGE ON SCHEMA ${schema} TO ${grantee}`,
      ...statements,
      `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${grantee}`,
    ].join(';\n'),
  );
}
