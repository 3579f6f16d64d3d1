import { playFlow, type Linked } from './support/play/flows';
import {
  expectBothAlone,
  linkOf,
  ownAccount,
  patchAccount,
  staffLink,
  untilBoth,
  untilEnded,
} from './support/play/life';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

describe('delink by choice', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  describe.each([
    ['CTPAT', 'F1'],
    ['PIP', 'F2'],
  ] as const)('of a link that %s hosts', (_host, flow) => {
    let linked: Linked;
    beforeEach(async () => {
      linked = await playFlow(world, flow);
    });

    it('by an officer of the client leaves both standalone with the last data, and every date as it was', async () => {
      const { host, client, linkId } = linked;
      const edited = await patchAccount(linked, host, { tradeName: 'Last Before The End' });
      expect(edited.status).toBe(200);
      await untilHolds(
        () => ownAccount(linked, client),
        ({ shared }) => shared.tradeName === 'Last Before The End',
        'the edit',
      );
      const dates = await Promise.all(world.both.map(async (side) => (await ownAccount(linked, side)).dates));

      await world
        .officer(client)
        .make(`/v1/staff/links/${linkId}/delink`, { reason: 'Asked for at our desk' });
      const ended = await untilEnded(world, linked);

      for (const link of ended)
        expect(link).toMatchObject({ endReason: 'DELINKED', live: false, delinkPending: false });
      const after = await Promise.all(world.both.map((side) => ownAccount(linked, side)));
      expect(after.map((account) => account.dates)).toEqual(dates);
      expect(after[0].shared).toEqual(after[1].shared);
      await expectBothAlone(world, linked);
    });

    it('says who, when, at which side and why; a person is named to its own program alone', async () => {
      const { client, host, linkId } = linked;
      await world.officer(client).make(`/v1/staff/links/${linkId}/delink`, { reason: 'Moved away' });
      await untilEnded(world, linked);

      const wish = (link: any): any =>
        link.timeline.find(({ action }: any) => action === 'link.end-requested');
      const atClient = wish(await staffLink(world, client, linkId));
      expect(atClient).toMatchObject({
        side: client.program,
        actor: 'OFFICER',
        person: world.officer(client).login,
        reason: 'CHOICE',
        words: 'Moved away',
      });
      const forCarrier = wish(await linkOf(linked, client));
      expect(forCarrier).toMatchObject({ actor: 'OFFICER', words: 'Moved away' });
      expect(forCarrier).not.toHaveProperty('person');
      const atHost = wish(await staffLink(world, host, linkId));
      expect(atHost).toMatchObject({ side: client.program, actor: 'PEER', reason: 'CHOICE' });
      expect(JSON.stringify(atHost)).not.toContain('officer@');
    });

    it('by the carrier needs no reason, and is refused the second time', async () => {
      const { client, filed, linkId } = linked;
      const path = `/v1/links/${linkId}/delink`;
      expect((await filed.carrier.at(client).post(path)).status).toBe(200);
      await untilEnded(world, linked);

      expect((await filed.carrier.at(client).post(path)).body).toMatchObject({
        status: 409,
        code: 'LINK_ENDED',
      });
    });

    it('keeps its history: the link reads as it stood at the end of any date, on both sides', async () => {
      const { host, linkId } = linked;
      const whenActive = world.clock.dateIn(0);
      await world.advanceDays(3);
      await world.officer(host).make(`/v1/staff/links/${linkId}/delink`, { reason: 'By choice' });
      await untilEnded(world, linked);
      await world.advanceDays(2);

      for (const side of world.both) {
        const then = await staffLink(world, side, linkId, `?asOf=${whenActive}`);
        expect(then).toMatchObject({ asOf: whenActive, phase: 'ACTIVE', epoch: 1, host: host.program });
        expect(then.timeline.map(({ action }: any) => action)).not.toContain('link.ended');
        const byCarrier = await linked.filed.carrier
          .at(side)
          .read(`/v1/links/${linkId}?asOf=${world.clock.dateIn(0)}`);
        expect(byCarrier).toMatchObject({ phase: 'ENDED', endReason: 'DELINKED' });
        expect((await linked.filed.carrier.at(side).get(`/v1/links/${linkId}?asOf=2020-01-01`)).status).toBe(
          404,
        );
        expect((await world.officer(side).get(`/v1/staff/links/${linkId}?asOf=2026-02-30`)).status).toBe(400);
      }
    });
  });

  it('is refused to an auditor, and to whoever gives no reason', async () => {
    const { client, linkId } = await playFlow(world, 'F1');
    const path = `/v1/staff/links/${linkId}/delink`;
    expect((await world.auditor(client).post(path, { reason: 'I may not' })).status).toBe(403);
    expect((await world.officer(client).post(path, {})).status).toBe(422);
    expect(
      (await world.officer(client).post(`/v1/staff/links/${crypto.randomUUID()}/delink`, { reason: 'None' }))
        .status,
    ).toBe(404);
  });

  it('by both sides at once ends the link once', async () => {
    const linked = await playFlow(world, 'F2');
    await Promise.all(
      world.both.map((side) =>
        world.officer(side).make(`/v1/staff/links/${linked.linkId}/delink`, { reason: `By ${side.program}` }),
      ),
    );

    await untilBoth(
      world,
      linked,
      ({ phase, peerPhase }) => phase === 'ENDED' && peerPhase === 'ENDED',
      'the end',
    );
    await expectBothAlone(world, linked);
  });
});
