import { Client } from 'pg';
import { appendOnlyTables, readMigrations, type MigrationFile } from './migration-files';
import { grantRuntimeRole } from './runtime-role';
import { isUnavailable } from './unavailable';
import { until } from './until';

export interface MigrateOptions {
  /** The owner role's connection. */
  url: string;
  folders: readonly string[];
  /** The role the service runs as: it gets the rights to read and write rows, and on append-only tables to add and read. */
  runtimeRole?: string;
}

/** Any constant of our own: every process that migrates this database waits its turn on it. */
const TURN = 7_190_425_331;

const CREATE_RECORD = `CREATE TABLE IF NOT EXISTS schema_migration (
  name       text PRIMARY KEY,
  sha256     text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
)`;

const clientFor = (url: string): Client => {
  const client = new Client({
    connectionString: url,
    application_name: 'migrations',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  return client;
};

async function opened(url: string): Promise<Client> {
  return until(
    async () => {
      const client = clientFor(url);
      await client.connect();
      return client;
    },
    isUnavailable,
    60_000,
  );
}

async function inTurn<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [TURN]);
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function refuseChanged(file: MigrationFile, recorded: string): void {
  if (recorded === file.sha256) return;
  throw new Error(
    `The migration ${file.name} was changed after it had been applied. Restore it, and put the change into a new file.`,
  );
}

async function applyOnce(client: Client, file: MigrationFile): Promise<boolean> {
  const { rows } = await client.query<{ sha256: string }>(
    'SELECT sha256 FROM schema_migration WHERE name = $1',
    [file.name],
  );
  if (rows[0]) {
    refuseChanged(file, rows[0].sha256);
    return false;
  }
  await client.query(file.sql).catch((cause: unknown) => {
    throw new Error(`The migration ${file.name} failed: ${(cause as Error).message}`, { cause });
  });
  await client.query('INSERT INTO schema_migration (name, sha256) VALUES ($1, $2)', [file.name, file.sha256]);
  return true;
}

/**
 * Applies what is missing, each file in its own transaction, in the order of their numbers over all folders; answers the names
 * applied now. Processes that start together take turns. A file that changed after it was applied is an error.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const files = await readMigrations(options.folders);
  const client = await opened(options.url);
  try {
    await inTurn(client, () => client.query(CREATE_RECORD));
    const applied: string[] = [];
    for (const file of files) {
      if (await inTurn(client, () => applyOnce(client, file))) applied.push(file.name);
    }
    const role = options.runtimeRole;
    if (role) await inTurn(client, () => grantRuntimeRole(client, role, appendOnlyTables(files)));
    return applied;
  } finally {
    await client.end();
  }
}

/** The migrations that the database lacks, read with the runtime role; a changed file is an error here too. */
async function pendingMigrations(client: Client, files: readonly MigrationFile[]): Promise<string[]> {
  const { rows: found } = await client.query<{ is_there: boolean }>(
    `SELECT to_regclass('schema_migration') IS NOT NULL AS is_there`,
  );
  if (!found[0]?.is_there) return files.map(({ name }) => name);
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'SELECT name, sha256 FROM schema_migration',
  );
  const recorded = new Map(rows.map((row) => [row.name, row.sha256]));
  files
    .filter(({ name }) => recorded.has(name))
    .forEach((file) => refuseChanged(file, recorded.get(file.name) as string));
  return files.map(({ name }) => name).filter((name) => !recorded.has(name));
}

class MigrationsPending extends Error {}

/** Waits until another process has migrated the database; one clear sentence after `deadline` milliseconds. */
export async function awaitMigrations(
  url: string,
  folders: readonly string[],
  deadline = 60_000,
): Promise<void> {
  const files = await readMigrations(folders);
  const client = await opened(url);
  try {
    await until(
      async () => {
        const pending = await pendingMigrations(client, files);
        if (pending.length > 0)
          throw new MigrationsPending(
            `The database lacks ${pending.join(', ')}: start a process with MIGRATION_DATABASE_URL set.`,
          );
      },
      (error) => error instanceof MigrationsPending,
      deadline,
    );
  } finally {
    await client.end();
  }
}
