import { announceRestore } from '@harmonization/record-sync/announce-restore';
import { isDown, passes } from '@testing/proxy/behaviours';
import { Client } from 'pg';
import type { Side } from './side';
import type { World } from './world';

/** One statement as the server's administrator, on no database of ours. */
async function asAdministrator(sql: string): Promise<void> {
  const client = new Client({ connectionString: process.env.TEST_POSTGRES_URL });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const databaseOf = (side: Side): string => new URL(side.settings.database.url).pathname.slice(1);
const backupOf = (side: Side): string => `${databaseOf(side)}_backup`;

/** Stops the service, does something with its database, and starts it again. */
async function whileStopped(world: World, side: Side, work: () => Promise<void>): Promise<void> {
  await side.stop();
  await work();
  await side.start();
  world.other(side).line.leadTo(side.url);
}

export const backUp = (world: World, side: Side): Promise<void> =>
  whileStopped(world, side, () =>
    asAdministrator(`CREATE DATABASE ${backupOf(side)} TEMPLATE ${databaseOf(side)}`),
  );

/** Puts the backup back as the runbook says, with the way to the other program closed until `whileUnheard` is over. */
export async function putBack(
  world: World,
  side: Side,
  whileUnheard: () => Promise<void> = async () => {},
): Promise<void> {
  side.line.behave = isDown;
  await whileStopped(world, side, async () => {
    const name = databaseOf(side);
    await asAdministrator(`DROP DATABASE ${name} WITH (FORCE)`);
    await asAdministrator(`ALTER DATABASE ${backupOf(side)} RENAME TO ${name}`);
    await asAdministrator(`GRANT CONNECT, TEMPORARY, CREATE ON DATABASE ${name} TO harmonization_runtime`);
    expect(await announceRestore(side.settings.database.url)).toBe(1);
  });
  await whileUnheard();
  side.line.behave = passes;
  await side.runDueJobs();
}
