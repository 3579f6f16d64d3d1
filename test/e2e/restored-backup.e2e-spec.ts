import { announceRestore } from '@harmonization/record-sync/announce-restore';
import { Client } from 'pg';
import { playFlow, type Linked } from './support/play/flows';
import { agreeToMove, patchAccount, staffLink, untilEnded, untilHosted } from './support/play/life';
import { accountAt, untilAllSaid } from './support/play/review';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

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

describe('a side whose database was put back from a backup', () => {
  let world: World;
  let edited: Linked;
  let moved: Linked;
  let ended: Linked;

  /** Stops the service, does something with its database, and starts it again. */
  async function whileStopped(side: Side, work: () => Promise<void>): Promise<void> {
    await side.stop();
    await work();
    await side.start();
    world.other(side).line.leadTo(side.url);
  }

  beforeAll(async () => {
    world = await startWorld();
    edited = await playFlow(world, 'F1', 'host');
    moved = await playFlow(world, 'F1', 'host');
    ended = await playFlow(world, 'F2', 'host');
    await untilAllSaid(world);
    await whileStopped(world.ctpat, () =>
      asAdministrator(`CREATE DATABASE ${backupOf(world.ctpat)} TEMPLATE ${databaseOf(world.ctpat)}`),
    );
  });
  afterAll(() => world?.stop());

  it('B1–B3: becomes again what the other side heard of it since the backup', async () => {
    await patchAccount(edited, world.ctpat, { tradeName: 'Edited since the backup' });
    await agreeToMove(world, moved);
    await untilHosted(world, moved, world.pip, 2);
    await world
      .officer(world.pip)
      .post(`/v1/staff/links/${ended.linkId}/delink`, { reason: 'Ended since the backup' });
    await untilEnded(world, ended);
    await untilAllSaid(world);

    await whileStopped(world.ctpat, async () => {
      const name = databaseOf(world.ctpat);
      await asAdministrator(`DROP DATABASE ${name} WITH (FORCE)`);
      await asAdministrator(`ALTER DATABASE ${backupOf(world.ctpat)} RENAME TO ${name}`);
      await asAdministrator(`GRANT CONNECT, TEMPORARY, CREATE ON DATABASE ${name} TO harmonization_runtime`);
      expect(await announceRestore(world.ctpat.settings.database.url)).toBe(1);
    });
    await world.ctpat.runDueJobs();

    await untilHosted(world, moved, world.pip, 2);
    await untilEnded(world, ended);
    await untilHolds(
      () => staffLink(world, world.ctpat, edited.linkId),
      ({ phase }) => phase === 'ACTIVE',
      'the edited link to be active again',
    );
    const account = edited.accountNumbers.CTPAT;
    const { shared } = await accountAt(world, world.ctpat, account);
    expect(shared.tradeName).toBe('Edited since the backup');
    await patchAccount(edited, world.ctpat, { tradeName: 'Edited after the restore' });
    await untilHolds(
      () => accountAt(world, world.pip, edited.accountNumbers.PIP),
      (found) => found.shared.tradeName === 'Edited after the restore',
      'the other side to hear the restored one',
    );
  });
});
