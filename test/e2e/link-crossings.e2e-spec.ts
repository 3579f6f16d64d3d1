import { Gate, isUnreliable, passes } from '@testing/proxy/behaviours';
import { untilReviewedByBoth } from './support/play/application';
import { applyAsMember, playFlow, redeem, untilActive, type Linked } from './support/play/flows';
import {
  agreeToMove,
  expectBothAlone,
  expectEditor,
  linkOf,
  ownAccount,
  patchAccount,
  reinstate,
  staffLink,
  suspend,
  untilBoth,
  untilEnded,
  untilHosted,
} from './support/play/life';
import { approve, recognize, untilAllSaid, untilStatus, verifyHeadquarters } from './support/play/review';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => world.both.forEach(({ line }) => (line.behave = passes)));
afterAll(() => world?.stop());

interface CutOver {
  readonly linked: Linked;
  /** Lets the hand-over through. */
  readonly release: () => void;
}

/** A member joins the program that is to host it, and the hand-over of its system of record is held on the line. */
async function cutOver(flow: 'F4' | 'F5'): Promise<CutOver> {
  const carrier = world.carrier(flow);
  const client = flow === 'F4' ? world.ctpat : world.pip;
  const host = world.other(client);
  const filed = await applyAsMember(world, carrier, client, client);
  const accountNumbers = await untilReviewedByBoth(world, filed);
  await verifyHeadquarters(world, host, filed.id);
  const decision = new Gate();
  if (flow === 'F4') {
    await recognize(world, host, accountNumbers[host.program]);
    await approve(world, host, filed.id);
    const application = `/v1/applications/${filed.id}`;
    await untilHolds(
      () => carrier.at(client).read(application),
      ({ asks }) => asks.some((ask: any) => ask.kind === 'TERMS'),
      'terms to be due',
    );
    await untilAllSaid(world);
    host.line.behave = decision.behave;
    await carrier.at(client).make(`${application}/terms`);
    await untilStatus(world, host, accountNumbers[host.program], 'MEMBER');
  } else {
    await untilAllSaid(world);
    host.line.behave = decision.behave;
    await approve(world, host, filed.id);
  }
  await untilHolds(
    () => world.officer(client).read('/v1/staff/exchange'),
    ({ pending }) => pending === 0,
    'the client to have said all',
  );
  const handOver = new Gate();
  client.line.behave = handOver.behave;
  decision.openLatestFirst();
  const { linkId } = await world.officer(host).read(`/v1/staff/applications/${filed.id}`);
  await untilHolds(
    () => staffLink(world, client, linkId),
    ({ phase }) => phase === 'CUTOVER',
    'the hand-over',
  );
  return {
    linked: { filed, accountNumbers, linkId, host, client },
    release: () => handOver.openLatestFirst(),
  };
}

describe('while the system of record moves to its first host', () => {
  describe.each(['F4', 'F5'] as const)('(%s)', (flow) => {
    it.each(['client', 'host'] as const)(
      'a delink by the %s crosses the cutover: both stand alone, and an edit made meanwhile is not lost',
      async (at) => {
        const { linked, release } = await cutOver(flow);
        const { client, linkId } = linked;
        const kept = await patchAccount(linked, client, { tradeName: 'Made During The Cutover' });
        expect(kept).toMatchObject({ status: 202, body: { draft: { hold: 'MOVING' } } });
        await world
          .officer(linked[at])
          .make(`/v1/staff/links/${linkId}/delink`, { reason: 'Crossing the cutover' });
        release();

        const ended = await untilEnded(world, linked);
        for (const { endReason } of ended) expect(endReason).toBe('DELINKED');
        await untilHolds(
          () => ownAccount(linked, client),
          ({ shared }) => shared.tradeName === 'Made During The Cutover',
          'the draft to be applied',
        );
        await expectBothAlone(world, linked);
      },
    );

    it('a host suspended meanwhile refuses the hand-over: the client has its right to edit again', async () => {
      const { linked, release } = await cutOver(flow);
      await suspend(world, linked.host, linked);
      release();

      const ended = await untilEnded(world, linked);
      for (const { endReason } of ended) expect(endReason).toBe('HANDOVER_REFUSED');
      expect((await patchAccount(linked, linked.client, { tradeName: 'Mine Again' })).status).toBe(200);
      expect((await ownAccount(linked, linked.client)).recordRole).toBe('STANDALONE');
    });

    it('an edit made meanwhile is sent once to the new host, where the carrier confirms it', async () => {
      const { linked, release } = await cutOver(flow);
      const { host, client, filed, accountNumbers } = linked;
      expect((await patchAccount(linked, client, { tradeName: 'Sent To The New Host' })).status).toBe(202);
      release();
      await untilActive(world, filed, linked.linkId);

      const path = `/v1/accounts/${accountNumbers[host.program]}/edit-drafts`;
      const session = filed.carrier.at(host);
      const { items } = await untilHolds(
        () => session.read(path),
        (page) => page.items.length > 0,
        'the draft',
      );
      await session.make(`${path}/${items[0].id}/confirm`);
      await untilHolds(
        () => ownAccount(linked, client),
        ({ shared }) => shared.tradeName === 'Sent To The New Host',
        'the edit',
      );
    });
  });
});

describe('a link after a link', () => {
  it('relinks after a delink: a new link goes active, and the history of the first stays', async () => {
    const linked = await playFlow(world, 'F7');
    const { client, filed, accountNumbers, linkId } = linked;
    await world.officer(client).make(`/v1/staff/links/${linkId}/delink`, { reason: 'For now' });
    await untilEnded(world, linked);

    const again = await redeem(world, filed.carrier, accountNumbers, client);
    const session = filed.carrier.at(client);
    const { linkId: newId } = await untilHolds(
      () => session.read(`/v1/applications/${again.id}`),
      (application) => Boolean(application.linkId),
      'the new link',
    );
    expect(newId).not.toBe(linkId);
    await untilHolds(
      () => session.get(`/v1/links/${newId}/differences`),
      ({ status }) => status === 200,
      'the differences',
    );
    await session.make(`/v1/links/${newId}/acknowledge`);
    await untilActive(world, again, newId);

    const first = await linkOf(linked, client);
    expect(first).toMatchObject({ linkId, phase: 'ENDED', endReason: 'DELINKED' });
    expect(first.timeline.map(({ action }: any) => action)).toContain('link.ended');
    await expectEditor({ ...linked, linkId: newId }, linked.host, client);
  });
});

describe('a whole life over a line that loses, doubles and reorders', () => {
  it.each(['F1', 'F2'] as const)('ends as it would over a good one (%s)', async (flow) => {
    const linked = await playFlow(world, flow);
    const { host, client, linkId } = linked;
    world.both.forEach(({ line }) => (line.behave = isUnreliable()));

    await suspend(world, client, linked);
    await untilBoth(world, linked, ({ paused }) => paused, 'the pause');
    await reinstate(world, client, linked);
    await untilBoth(world, linked, ({ paused }) => !paused, 'the end of the pause');
    await agreeToMove(world, linked);
    await untilHosted(world, linked, client, 2);
    await expectEditor(linked, client, host);
    await Promise.all([
      suspend(world, host, linked),
      world.officer(client).make(`/v1/staff/links/${linkId}/transfer`, { reason: 'And back' }),
    ]);
    await world.officer(host).make(`/v1/staff/links/${linkId}/delink`, { reason: 'At last' });

    await untilEnded(world, linked);
    await reinstate(world, host, linked);
    world.both.forEach(({ line }) => (line.behave = passes));
    await untilAllSaid(world);
    await expectBothAlone(world, linked);
  });
});
