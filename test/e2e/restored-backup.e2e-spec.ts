import { SHARE_SCOPE } from '@harmonization/domain/consent';
import { announceRestore } from '@harmonization/record-sync/announce-restore';
import { isDown, passes } from '@testing/proxy/behaviours';
import { Client } from 'pg';
import { untilReviewedByBoth, type AccountNumbers } from './support/play/application';
import { applyToBoth, playFlow, type Linked } from './support/play/flows';
import {
  agreeToMove,
  patchAccount,
  reinstate,
  staffLink,
  suspend,
  untilBoth,
  untilEnded,
  untilHosted,
} from './support/play/life';
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
  let suspended: Linked;
  let withdrawn: Linked;
  /** Account numbers given out since the backup. */
  let made: AccountNumbers;

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
    suspended = await playFlow(world, 'F1', 'host');
    withdrawn = await playFlow(world, 'F1', 'host');
    await untilAllSaid(world);
    await whileStopped(world.ctpat, () =>
      asAdministrator(`CREATE DATABASE ${backupOf(world.ctpat)} TEMPLATE ${databaseOf(world.ctpat)}`),
    );
    // Five flows, one after the other: more than any one test.
  }, 240_000);
  afterAll(() => world?.stop());

  const phaseAtRestored = async ({ linkId }: Linked): Promise<string> =>
    (await staffLink(world, world.ctpat, linkId)).phase;

  const withdrawConsent = (): Promise<any> =>
    withdrawn.filed.carrier
      .at(world.ctpat)
      .make(`/v1/accounts/${withdrawn.accountNumbers.CTPAT}/consents/withdraw`, { scope: SHARE_SCOPE });

  it('B1–B3: becomes again what the other side heard of it since the backup', async () => {
    await patchAccount(edited, world.ctpat, { tradeName: 'Edited since the backup' });
    await agreeToMove(world, moved);
    await untilHosted(world, moved, world.pip, 2);
    await world
      .officer(world.pip)
      .post(`/v1/staff/links/${ended.linkId}/delink`, { reason: 'Ended since the backup' });
    await untilEnded(world, ended);
    await suspend(world, world.ctpat, suspended);
    await withdrawConsent();
    for (const linked of [suspended, withdrawn])
      await untilBoth(world, linked, ({ paused }) => paused, 'the pause');
    made = await untilReviewedByBoth(world, await applyToBoth(world.carrier('F1'), world.ctpat));
    await untilAllSaid(world);

    world.ctpat.line.behave = isDown;
    await whileStopped(world.ctpat, async () => {
      const name = databaseOf(world.ctpat);
      await asAdministrator(`DROP DATABASE ${name} WITH (FORCE)`);
      await asAdministrator(`ALTER DATABASE ${backupOf(world.ctpat)} RENAME TO ${name}`);
      await asAdministrator(`GRANT CONNECT, TEMPORARY, CREATE ON DATABASE ${name} TO harmonization_runtime`);
      expect(await announceRestore(world.ctpat.settings.database.url)).toBe(1);
    });
    // While nobody can be asked nothing goes on: neither a job nor a message of the peer takes the backup for the truth.
    await expect(world.ctpat.runDueJobs()).rejects.toThrow('scheduled jobs failed');
    expect(await phaseAtRestored(suspended)).toBe('ACTIVE');
    world.ctpat.line.behave = passes;
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

  it('B3: has its own suspension and its carrier’s withdrawal of consent again, as rows with source RESTORED', async () => {
    for (const linked of [suspended, withdrawn])
      for (const link of await untilBoth(world, linked, ({ phase }) => phase === 'ACTIVE', 'the links'))
        expect(link.paused).toBe(true);
    const { status, history } = await accountAt(world, world.ctpat, suspended.accountNumbers.CTPAT);
    expect(status).toBe('SUSPENDED');
    expect(history.at(-1)).toMatchObject({ status: 'SUSPENDED', source: 'RESTORED' });
    expect(history.at(-1).reasonCode).toEqual(expect.any(String));
    const consents = await world.ctpat.rows(
      `SELECT withdrawn_by FROM consent WHERE account_number = $1 AND scope = $2`,
      [withdrawn.accountNumbers.CTPAT, SHARE_SCOPE],
    );
    expect(consents).toEqual([{ withdrawn_by: 'RESTORED' }]);
    const { items } = await world.officer(world.ctpat).read('/v1/staff/cases?kind=SYNC_DRIFT&state=OPEN');
    expect(items.map(({ subjectId }: any) => subjectId)).toEqual(
      expect.arrayContaining([suspended.linkId, withdrawn.linkId]),
    );
  });

  it('goes on from there: reinstated, the link is no longer paused on either side', async () => {
    await reinstate(world, world.ctpat, suspended);
    await untilBoth(world, suspended, ({ paused }) => !paused, 'the end of the pause');
  });

  it('ID-10: gives no account number to another carrier that it had given out since the backup', async () => {
    const others = await untilReviewedByBoth(world, await applyToBoth(world.carrier('F1'), world.ctpat));
    expect(others.CTPAT > made.CTPAT).toBe(true);
  });

  it('asks for a reconciliation once its links are live again', async () => {
    await world.ctpat.runDueJobs();
    const { items } = await world.officer(world.ctpat).read('/v1/staff/reconciliations');
    expect(items.map(({ requestedBy }: any) => requestedBy)).toContain('system:freeze-restored');
  });
});
