import { Gate, passes } from '@testing/proxy/behaviours';
import { playFlow, type Linked } from './support/play/flows';
import {
  agreeToMove,
  casesOf,
  expectBothAlone,
  expectEditor,
  linkOf,
  ownAccount,
  patchAccount,
  staffLink,
  untilBoth,
  untilCase,
  untilEnded,
  untilHosted,
  voteOnTransfer,
} from './support/play/life';
import { setStatus, untilAllSaid } from './support/play/review';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

describe('host transfer when headquarters move', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterEach(() => world.both.forEach(({ line }) => (line.behave = passes)));
  afterAll(() => world?.stop());

  const suspend = (side: Side, { accountNumbers }: Linked): Promise<unknown> =>
    setStatus(world.officer(side), accountNumbers[side.program], 'SUSPENDED', 'INCIDENT');
  const reinstate = (side: Side, { accountNumbers }: Linked): Promise<unknown> =>
    setStatus(world.officer(side), accountNumbers[side.program], 'PRIOR');

  const untilClosed = async (linked: Linked, choice: string): Promise<void> => {
    for (const side of world.both) {
      const { resolution } = await untilCase(world, side, 'HOST_TRANSFER', linked.linkId, 'RESOLVED');
      expect(resolution.choice).toBe(choice);
      expect(await casesOf(world, side, 'HOST_TRANSFER', linked.linkId)).toEqual([]);
    }
  };

  describe.each([
    ['CTPAT', 'F1'],
    ['PIP', 'F2'],
  ] as const)('of a link that %s hosts', (_host, flow) => {
    let linked: Linked;
    beforeEach(async () => {
      linked = await playFlow(world, flow);
    });

    it('staff of both vote, the token travels, the epoch rises, and only the new host edits; then back again', async () => {
      const { host, client } = linked;
      const before = await Promise.all(world.both.map((side) => ownAccount(linked, side)));
      await agreeToMove(world, linked);
      await untilHosted(world, linked, client, 2);

      await untilClosed(linked, 'MOVE');
      const after = await Promise.all(world.both.map((side) => ownAccount(linked, side)));
      expect(after.map(({ status, dates }) => ({ status, dates }))).toEqual(
        before.map(({ status, dates }) => ({ status, dates })),
      );
      await expectEditor(linked, client, host);

      await agreeToMove(world, { ...linked, client: host });
      await untilHosted(world, linked, host, 3);
      await expectEditor(linked, host, client);
    });

    it('may be asked for by the carrier, and its case in both services tells who asked and why', async () => {
      const { filed, host, linkId } = linked;
      await filed.carrier
        .at(host)
        .make(`/v1/links/${linkId}/transfer`, { reason: 'We moved across the border' });

      for (const side of world.both) {
        const row = await untilCase(world, side, 'HOST_TRANSFER', linkId);
        expect(row.facts.asked).toMatchObject([
          { program: host.program, by: 'CARRIER', reason: 'We moved across the border' },
        ]);
        expect(JSON.stringify(row)).not.toContain(filed.carrier.at(host).login);
      }
    });

    it('asked for by both sides at once is one transfer', async () => {
      const gates = world.both.map((side) => {
        const gate = new Gate();
        side.line.behave = gate.behave;
        return gate;
      });
      for (const side of world.both)
        await world
          .officer(side)
          .make(`/v1/staff/links/${linked.linkId}/transfer`, { reason: `Asked by ${side.program}` });
      gates.forEach((gate) => gate.openLatestFirst());

      for (const side of world.both) await voteOnTransfer(world, side, linked.linkId, 'MOVE');
      await untilHosted(world, linked, linked.client, 2);
      await untilClosed(linked, 'MOVE');
    });

    it('stays where it is while the programs disagree, and closes when both say so', async () => {
      const { linkId, host, client } = linked;
      await world.officer(host).make(`/v1/staff/links/${linkId}/transfer`, { reason: 'Asked' });
      await voteOnTransfer(world, host, linkId, 'MOVE');
      await voteOnTransfer(world, client, linkId, 'STAY');
      await untilAllSaid(world);
      for (const side of world.both) {
        const row = await untilHolds(
          () => untilCase(world, side, 'HOST_TRANSFER', linkId),
          ({ peerVote }) => Boolean(peerVote),
          'the other vote',
        );
        expect(row.state).toBe('OPEN');
        expect(await staffLink(world, side, linkId)).toMatchObject({ epoch: 1, host: host.program });
      }

      await voteOnTransfer(world, host, linkId, 'STAY');
      await untilClosed(linked, 'STAY');
      await expectEditor(linked, host, client);
    });

    it('a pause after the agreement holds the transfer until it ends', async () => {
      const { linkId, host, client } = linked;
      await suspend(client, linked);
      await agreeToMove(world, linked);
      await untilBoth(world, linked, ({ epoch, paused }) => epoch === 1 && paused, 'the pause');
      expect(await casesOf(world, host, 'HOST_TRANSFER', linkId)).toHaveLength(1);

      await reinstate(client, linked);
      await untilHosted(world, linked, client, 2);
      await untilClosed(linked, 'MOVE');
    });

    it('a delink after the agreement ends the link, and the request with it', async () => {
      const { linkId, client } = linked;
      await suspend(client, linked);
      await agreeToMove(world, linked);
      await world.officer(client).make(`/v1/staff/links/${linkId}/delink`, { reason: 'No longer wanted' });

      await untilEnded(world, linked);
      await untilClosed(linked, 'LINK_ENDED');
      await reinstate(client, linked);
      await expectBothAlone(world, linked);
    });

    it('a refused hand-over returns the right to edit, and may be asked for again', async () => {
      const { linkId, host, client } = linked;
      await world.officer(client).make(`/v1/staff/links/${linkId}/transfer`, { reason: 'Asked' });
      await voteOnTransfer(world, host, linkId, 'MOVE');
      await untilHolds(
        () => untilCase(world, client, 'HOST_TRANSFER', linkId),
        ({ peerVote }) => Boolean(peerVote),
        'the vote of the host',
      );
      const gate = new Gate();
      host.line.behave = gate.behave;
      await voteOnTransfer(world, client, linkId, 'MOVE');
      await untilHolds(
        () => staffLink(world, host, linkId),
        ({ phase }) => phase === 'TRANSFER_PENDING',
        'the offer',
      );
      await voteOnTransfer(world, client, linkId, 'STAY');
      gate.openLatestFirst();

      await untilHosted(world, linked, host, 1);
      await untilClosed(linked, 'RETURNED');
      await expectEditor(linked, host, client);

      await agreeToMove(world, linked);
      await untilHosted(world, linked, client, 3);
    });

    it('suspended while a transfer is on its way: one side edits, and the link goes on once reinstated', async () => {
      const { linkId, host, client } = linked;
      const gate = new Gate();
      await world.officer(client).make(`/v1/staff/links/${linkId}/transfer`, { reason: 'Asked' });
      for (const side of world.both) await untilCase(world, side, 'HOST_TRANSFER', linkId);
      await voteOnTransfer(world, host, linkId, 'MOVE');
      await untilAllSaid(world);
      host.line.behave = gate.behave;
      await voteOnTransfer(world, client, linkId, 'MOVE');
      await untilHolds(
        () => staffLink(world, host, linkId),
        ({ phase }) => phase === 'TRANSFER_PENDING',
        'the offer',
      );
      await suspend(client, linked);
      gate.openLatestFirst();

      const [link] = await untilBoth(
        world,
        linked,
        ({ phase, peerPhase, paused }) => phase === 'ACTIVE' && peerPhase === 'ACTIVE' && paused,
        'a paused link',
      );
      await reinstate(client, linked);
      await untilBoth(world, linked, ({ paused }) => !paused, 'the end of the pause');
      const editor = world.sides[link.host as 'CTPAT' | 'PIP'];
      await untilHosted(world, linked, editor, link.epoch);
      await expectEditor(linked, editor, world.other(editor));
    });

    it('delinked while a transfer is on its way ends once the right to edit has arrived', async () => {
      const { linkId, host, client } = linked;
      await world.officer(client).make(`/v1/staff/links/${linkId}/transfer`, { reason: 'Asked' });
      await voteOnTransfer(world, host, linkId, 'MOVE');
      await untilAllSaid(world);
      const gate = new Gate();
      host.line.behave = gate.behave;
      await voteOnTransfer(world, client, linkId, 'MOVE');
      await untilHolds(
        () => staffLink(world, host, linkId),
        ({ phase }) => phase === 'TRANSFER_PENDING',
        'the offer',
      );
      await world.officer(host).make(`/v1/staff/links/${linkId}/delink`, { reason: 'By choice' });
      expect((await staffLink(world, host, linkId)).phase).toBe('TRANSFER_PENDING');
      expect((await patchAccount(linked, client, { website: 'https://early.example' })).status).toBe(409);
      gate.openLatestFirst();

      await untilEnded(world, linked);
      // Whether the host was already exchanged when the wish to end arrived depends on which message was first.
      for (const side of world.both) {
        const { resolution } = await untilCase(world, side, 'HOST_TRANSFER', linkId, 'RESOLVED');
        expect(['LINK_ENDED', 'MOVE']).toContain(resolution.choice);
      }
      await expectBothAlone(world, linked);
    });
  });

  it('clocks that disagree: what is later by its version stands, though the clock of its sayer is days behind', async () => {
    const linked = await playFlow(world, 'F1');
    const { host, client } = linked;
    const namesAtBoth = async (): Promise<string[]> =>
      Promise.all(world.both.map(async (side) => (await ownAccount(linked, side)).shared.tradeName));
    client.settings.clock.goWrong(-5);
    try {
      await patchAccount(linked, host, { tradeName: 'Earlier, by the clock that is ahead' });
      await agreeToMove(world, linked);
      await untilHosted(world, linked, client, 2);
      const later = 'Later, by the clock that is behind';
      expect((await patchAccount(linked, client, { tradeName: later })).status).toBe(200);
      await untilHosted(world, linked, client, 2);
      expect(await namesAtBoth()).toEqual([later, later]);

      // Facts are ordered by their numbers too: suspended and reinstated there, both times days before what the host has seen.
      await suspend(client, linked);
      await untilBoth(world, linked, ({ paused }) => paused, 'the pause');
      await reinstate(client, linked);
      await untilBoth(world, linked, ({ paused }) => !paused, 'the end of the pause');
      // Words of the older epoch, with the later dates, change neither host nor data.
      for (const request of host.line.heard.slice(-40).toReversed())
        expect((await host.line.replay(request)).status).toBe(200);
      await untilHosted(world, linked, client, 2);
      expect(await namesAtBoth()).toEqual([later, later]);
    } finally {
      client.settings.clock.goWrong(0);
    }
  });

  it('opens HANDOVER_OVERDUE for staff after two days without an answer, and closes it when the answer comes', async () => {
    const linked = await playFlow(world, 'F1');
    const { linkId, host, client } = linked;
    await world.officer(client).make(`/v1/staff/links/${linkId}/transfer`, { reason: 'Asked' });
    await voteOnTransfer(world, host, linkId, 'MOVE');
    await untilAllSaid(world);
    const gate = new Gate();
    host.line.behave = gate.behave;
    await voteOnTransfer(world, client, linkId, 'MOVE');
    await untilHolds(
      () => staffLink(world, host, linkId),
      ({ phase }) => phase === 'TRANSFER_PENDING',
      'the offer',
    );
    await world.advanceDays(3);
    await untilCase(world, host, 'HANDOVER_OVERDUE', linkId);
    expect((await staffLink(world, host, linkId)).phase).toBe('TRANSFER_PENDING');
    gate.openLatestFirst();

    await untilHosted(world, linked, client, 2);
    await untilCase(world, host, 'HANDOVER_OVERDUE', linkId, 'RESOLVED');
  });

  it('is refused to an auditor, to another carrier, without a reason, and once the link has ended', async () => {
    const linked = await playFlow(world, 'F2');
    const { linkId, client } = linked;
    const path = `/v1/staff/links/${linkId}/transfer`;
    expect((await world.auditor(client).post(path, { reason: 'x' })).status).toBe(403);
    expect((await world.officer(client).post(path, {})).status).toBe(422);
    const stranger = world.carrier('F1').at(client);
    expect((await stranger.post(`/v1/links/${linkId}/transfer`, { reason: 'x' })).status).toBe(404);
    await world.officer(client).make(`/v1/staff/links/${linkId}/delink`, { reason: 'End' });
    await untilEnded(world, linked);
    expect((await world.officer(client).post(path, { reason: 'x' })).body).toMatchObject({
      status: 409,
      code: 'LINK_ENDED',
    });
    expect((await linkOf(linked, client)).live).toBe(false);
  });
});
