import { createHash, randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { readMigrations } from '@platform/database/migration-files';
import { migrate } from '@platform/database/migrations';
import { TEST_OWNER, TEST_PASSWORD, TEST_RUNTIME, withClient } from './test-roles';

export interface FreshDatabase {
  /** The runtime role: what a service has. No rights beyond those that the migrations leave it. */
  url: string;
  /** The owner of the tables: what the migration runner has. */
  ownerUrl: string;
  drop(): Promise<void>;
}

function adminUrl(): string {
  const url = process.env.TEST_POSTGRES_URL;
  if (url) return url;
  throw new Error(
    'TEST_POSTGRES_URL is not set: the Jest projects integration and e2e start PostgreSQL in their global setup',
  );
}

function addressOf(database: string, role: string): string {
  const url = new URL(adminUrl());
  url.username = role;
  url.password = TEST_PASSWORD;
  url.pathname = `/${database}`;
  return url.href;
}

/**
 * A database of its own for a test file, cloned from a migrated template (about 50 ms). `migrations` are folders, all
 * applied in the order of their numbers; the template is made once for each content of them and serves all Jest workers.
 */
export async function freshDatabase({ migrations }: { migrations: string[] }): Promise<FreshDatabase> {
  const name = `test_${Date.now().toString(36)}_${randomBytes(6).toString('hex')}`;
  await withClient(adminUrl(), async (admin) => {
    const template = await templateFor(admin, migrations);
    await admin.query(`CREATE DATABASE ${name} OWNER ${TEST_OWNER} TEMPLATE ${template} STRATEGY FILE_COPY`);
    await allowRuntime(admin, name);
  });
  return {
    url: addressOf(name, TEST_RUNTIME),
    ownerUrl: addressOf(name, TEST_OWNER),
    drop: () =>
      withClient(adminUrl(), (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)).then(
        () => undefined,
      ),
  };
}

/** BullMQ's migrator makes its schema itself, and asks for the right to make one even where it exists. */
async function allowRuntime(admin: Client, name: string): Promise<void> {
  await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT, TEMPORARY, CREATE ON DATABASE ${name} TO ${TEST_RUNTIME}`);
}

/** Under a lock of the whole server, since Jest workers start together; a template that is half made never gets the name. */
async function templateFor(admin: Client, folders: string[]): Promise<string> {
  const template = `template_${await fingerprint(folders)}`;
  if (await exists(admin, template)) return template;
  await admin.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
  try {
    if (!(await exists(admin, template))) await makeTemplate(admin, template, folders);
  } finally {
    await admin.query('SELECT pg_advisory_unlock(hashtext($1))', [template]);
  }
  return template;
}

const exists = async (admin: Client, name: string): Promise<boolean> =>
  (await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])).rowCount === 1;

async function makeTemplate(admin: Client, template: string, folders: string[]): Promise<void> {
  const draft = `${template}_draft`;
  await admin.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${draft} OWNER ${TEST_OWNER} TEMPLATE template0`);
  await migrate({ url: addressOf(draft, TEST_OWNER), folders, runtimeRole: TEST_RUNTIME });
  await admin.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
}

async function fingerprint(folders: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, sha256 } of await readMigrations(folders)) hash.update(`${name} ${sha256}\n`);
  return hash.digest('hex').slice(0, 16);
}
