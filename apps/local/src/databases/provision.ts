import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { PROGRAMS, type ProgramName } from '../programs';
import type { Secrets, ServiceSecrets } from '../store/secrets';

export interface ServiceDatabase {
  /** The runtime role: rows only, nothing of the schema but what its queue makes for itself. */
  url: string;
  /** The owner of the tables: migrations only. */
  ownerUrl: string;
}

const namesOf = (program: ProgramName) => ({
  database: program,
  owner: `${program}_owner`,
  runtime: `${program}_service`,
});

async function ensureRole(admin: Client, role: string, password: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  await admin.query(`${verb} ROLE ${escapeIdentifier(role)} LOGIN PASSWORD ${escapeLiteral(password)}`);
}

/** Only the service's two roles may connect. The runtime role may make schemas: BullMQ makes its own (`bullmq`). */
async function ensureDatabase(admin: Client, program: ProgramName, secrets: ServiceSecrets): Promise<void> {
  const { database, owner, runtime } = namesOf(program);
  await ensureRole(admin, owner, secrets.ownerPassword);
  await ensureRole(admin, runtime, secrets.runtimePassword);
  const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  if (rowCount === 0) await admin.query(`CREATE DATABASE ${database} OWNER ${owner}`);
  await admin.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT, TEMPORARY, CREATE ON DATABASE ${database} TO ${runtime}`);
}

/** Two databases with separate owners and passwords; neither service can connect to the other's. Safe to repeat. */
export async function provision(
  adminUrl: string,
  secrets: Secrets,
): Promise<Record<ProgramName, ServiceDatabase>> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC');
    for (const program of PROGRAMS) await ensureDatabase(admin, program, secrets.services[program]);
  } finally {
    await admin.end();
  }
  const entries = PROGRAMS.map((program) => [
    program,
    addressesOf(adminUrl, program, secrets.services[program]),
  ]);
  return Object.fromEntries(entries) as Record<ProgramName, ServiceDatabase>;
}

export function addressesOf(
  adminUrl: string,
  program: ProgramName,
  secrets: ServiceSecrets,
): ServiceDatabase {
  const { database, owner, runtime } = namesOf(program);
  const address = (role: string, password: string) =>
    Object.assign(new URL(adminUrl), { username: role, password, pathname: `/${database}` }).href;
  return { url: address(runtime, secrets.runtimePassword), ownerUrl: address(owner, secrets.ownerPassword) };
}
