import { SHARE_SCOPE } from '@harmonization/domain/consent';
import { Gate, passes } from '@testing/proxy/behaviours';
import { playFlow, type Linked } from './support/play/flows';
import {
  casesOf,
  expectBothAlone,
  expectEditor,
  linkOf,
  ownAccount,
  patchAccount,
  untilBoth,
  untilCase,
  untilEnded,
} from './support/play/life';
import { untilAllSaid } from './support/play/review';
import type { Side } from './support/side';
import { startWorld, type World } from './support/world';

const GIVEN = { scope: SHARE_SCOPE, textVersion: '2026-01', language: 'en' };

describe('consent withdrawn', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterEach(() => world.both.forEach(({ line }) => (line.behave = passes)));
  afterAll(() => world?.stop());

  const path = (linked: Linked, side: Side): string =>
    `/v1/accounts/${linked.accountNumbers[side.program]}/consents`;
  const withdraw = (linked: Linked, side: Side): Promise<any> =>
    linked.filed.carrier.at(side).make(`${path(linked, side)}/withdraw`, { scope: SHARE_SCOPE });
  const giveAgain = (linked: Linked, side: Side): Promise<any> =>
    linked.filed.carrier.at(side).make(path(linked, side), GIVEN);
  const untilPaused = (linked: Linked): Promise<any[]> =>
    untilBoth(world, linked, ({ paused }) => paused, 'the pause');

  describe.each([
    ['CTPAT', 'F1', 'host'],
    ['CTPAT', 'F1', 'client'],
    ['PIP', 'F2', 'host'],
    ['PIP', 'F2', 'client'],
  ] as const)('in a link that %s hosts (%s), at the %s', (_host, flow, at) => {
    let linked: Linked;
    let here: Side;
    beforeEach(async () => {
      linked = await playFlow(world, flow);
      here = linked[at];
    });

    it('pauses the link at once: an edit does not cross; given again, it does', async () => {
      const { host, client, linkId } = linked;
      await withdraw(linked, here);
      expect((await linkOf(linked, here)).pauses[here.program]).toEqual(['CONSENT_WITHDRAWN']);
      await untilPaused(linked);
      expect((await patchAccount(linked, host, { tradeName: 'Not To Be Shared' })).status).toBe(200);
      await untilAllSaid(world);
      expect((await ownAccount(linked, client)).shared.tradeName).not.toBe('Not To Be Shared');
      await untilCase(world, here, 'CONSENT_WITHDRAWN', linkId);

      await giveAgain(linked, here);

      await untilBoth(
        world,
        linked,
        ({ paused, sync }) => !paused && sync === 'IN_SYNC',
        'the end of the pause',
      );
      expect((await ownAccount(linked, client)).shared.tradeName).toBe('Not To Be Shared');
      await untilCase(world, here, 'CONSENT_WITHDRAWN', linkId, 'RESOLVED');
      await world.advanceDays(40);
      expect((await linkOf(linked, here)).live).toBe(true);
      await expectEditor(linked, host, client);
    });

    it('separates the accounts after 30 days; both live, the client on its last replica', async () => {
      const { host, client, linkId } = linked;
      await withdraw(linked, here);
      await untilPaused(linked);
      const last = (await ownAccount(linked, client)).shared;
      await patchAccount(linked, host, { tradeName: 'Edited After The Withdrawal' });
      await world.advanceDays(29);
      expect((await linkOf(linked, here)).live).toBe(true);
      await world.advanceDays(1);

      await untilEnded(world, linked);
      expect((await ownAccount(linked, client)).shared).toEqual(last);
      expect(await casesOf(world, here, 'CONSENT_WITHDRAWN', linkId)).toEqual([]);
      await expectBothAlone(world, linked);
    });
  });

  it('while a snapshot is on its way: the snapshot is not taken, and what was seen before stands', async () => {
    const linked = await playFlow(world, 'F1');
    const { host, client } = linked;
    const before = (await ownAccount(linked, client)).shared;
    const gate = new Gate();
    host.line.behave = gate.behave;
    await patchAccount(linked, host, { tradeName: 'On Its Way' });
    await withdraw(linked, client);
    gate.openLatestFirst();

    await untilPaused(linked);
    await untilAllSaid(world);
    expect((await ownAccount(linked, client)).shared).toEqual(before);
    await giveAgain(linked, client);
    await untilBoth(world, linked, ({ paused, sync }) => !paused && sync === 'IN_SYNC', 'the data');
    expect((await ownAccount(linked, client)).shared.tradeName).toBe('On Its Way');
  });

  it('crosses as a fact, without the person; is kept for ever, and never edited', async () => {
    const linked = await playFlow(world, 'F2');
    const { host, client } = linked;
    await withdraw(linked, host);
    await giveAgain(linked, host);
    await untilAllSaid(world);

    const { items } = await linked.filed.carrier.at(host).read(path(linked, host));
    const shares = items.filter(({ scope }: any) => scope === SHARE_SCOPE);
    expect(shares.map(({ withdrawnAt }: any) => withdrawnAt === null)).toEqual([false, true]);
    const { peer } = await linked.filed.carrier.at(client).read(path(linked, client));
    const heard = peer.filter(({ scope }: any) => scope === SHARE_SCOPE);
    expect(heard.map(({ withdrawnAt }: any) => withdrawnAt !== undefined)).toEqual([true, false]);
    expect(JSON.stringify(peer)).not.toContain(linked.filed.carrier.at(host).login);
  });

  it('may be ended at once by an officer, at the carrier’s wish', async () => {
    const linked = await playFlow(world, 'F1');
    const { client, linkId } = linked;
    await withdraw(linked, client);
    const { id } = await untilCase(world, client, 'CONSENT_WITHDRAWN', linkId);
    await world
      .officer(client)
      .make(`/v1/staff/cases/${id}/resolve`, { choice: 'END_NOW', reason: 'The carrier is sure' });

    await untilEnded(world, linked);
    await expectBothAlone(world, linked);
  });

  it('is refused twice, to a user who is no officer, for a stranger’s account, and for words that are not in force', async () => {
    const linked = await playFlow(world, 'F2');
    const { host, filed } = linked;
    const own = path(linked, host);
    const body = { scope: SHARE_SCOPE };
    expect((await filed.carrier.userAt(host).post(`${own}/withdraw`, body)).status).toBe(403);
    expect((await world.carrier('F1').at(host).post(`${own}/withdraw`, body)).status).toBe(404);
    await withdraw(linked, host);
    expect((await filed.carrier.at(host).post(`${own}/withdraw`, body)).body).toMatchObject({
      status: 409,
      code: 'CONSENT_MISSING',
    });
    const outdated = { ...GIVEN, textVersion: '1999-01' };
    expect((await filed.carrier.at(host).post(own, outdated)).body).toMatchObject({
      status: 422,
      code: 'DATA_INVALID',
      violations: [{ pointer: '/textVersion' }],
    });
    expect((await filed.carrier.at(host).post(own, { ...GIVEN, scope: 'NO_SUCH_SCOPE' })).status).toBe(422);
  });
});

describe('an arrangement that ends', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  it('pauses every link, and resumes them once one is in force again', async () => {
    const linked = await playFlow(world, 'F1');
    const { ctpat } = world;
    await ctpat.rows('UPDATE arrangement SET effective_to = $1', [world.clock.dateIn(1)]);
    await world.advanceDays(3);
    const [link] = await untilBoth(world, linked, ({ paused }) => paused, 'the pause');
    expect(link.pauses.CTPAT).toEqual(['ARRANGEMENT_ENDED']);

    await ctpat.rows('UPDATE arrangement SET effective_to = NULL');
    await world.advanceDays(1);
    await untilBoth(world, linked, ({ paused }) => !paused, 'the end of the pause');
    await expectEditor(linked, linked.host, linked.client);
  });
});
