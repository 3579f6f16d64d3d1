import { Gate, passes } from '@testing/proxy/behaviours';
import { playFlow, type Linked } from './support/play/flows';
import {
  ownAccount,
  patchAccount,
  reinstate,
  staffLink,
  suspend,
  untilBoth,
  untilCase,
  untilEnded,
  untilHosted,
  voteOnTransfer,
} from './support/play/life';
import { untilAllSaid } from './support/play/review';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

describe('an edit while the system of record moves', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterEach(() => world.both.forEach(({ line }) => (line.behave = passes)));
  afterAll(() => world?.stop());

  const draftsAt = async ({ filed, accountNumbers }: Linked, side: Side): Promise<any[]> =>
    (await filed.carrier.at(side).read(`/v1/accounts/${accountNumbers[side.program]}/edit-drafts`)).items;

  const decide = (linked: Linked, side: Side, id: string, how: 'confirm' | 'discard'): Promise<any> =>
    linked.filed.carrier
      .at(side)
      .post(`/v1/accounts/${linked.accountNumbers[side.program]}/edit-drafts/${id}/${how}`);

  const untilReceived = async (linked: Linked, side: Side): Promise<any> =>
    (
      await untilHolds(
        () => draftsAt(linked, side),
        (drafts) => drafts.length > 0,
        'the draft',
      )
    )[0];

  /** The host has given its right to edit away, and its offer is held on the line. */
  async function onItsWay(linked: Linked): Promise<Gate> {
    const { linkId, host, client } = linked;
    await world.officer(client).make(`/v1/staff/links/${linkId}/transfer`, { reason: 'Headquarters moved' });
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
    return gate;
  }

  describe.each([
    ['CTPAT', 'F1'],
    ['PIP', 'F2'],
  ] as const)('of a link that %s hosts', (_host, flow) => {
    let linked: Linked;
    beforeEach(async () => {
      linked = await playFlow(world, flow);
    });

    it('is kept as a draft, sent once to the new holder, and changes nothing until the carrier confirms', async () => {
      const { host, client } = linked;
      const gate = await onItsWay(linked);
      const kept = await patchAccount(linked, host, { tradeName: 'Made On The Way' });
      expect(kept).toMatchObject({ status: 202, body: { draft: { state: 'KEPT', hold: 'MOVING' } } });
      expect((await patchAccount(linked, host, { phone: 'no phone' })).status).toBe(422);
      gate.openLatestFirst();

      await untilHosted(world, linked, client, 2);
      const received = await untilReceived(linked, client);
      expect(received).toMatchObject({
        state: 'RECEIVED',
        origin: 'PEER',
        changes: { tradeName: 'Made On The Way' },
      });
      expect(JSON.stringify(received)).not.toContain(linked.filed.carrier.at(host).login);
      expect((await ownAccount(linked, client)).shared.tradeName).not.toBe('Made On The Way');
      expect(await draftsAt(linked, host)).toMatchObject([{ state: 'SENT' }]);

      expect((await decide(linked, client, received.id, 'confirm')).body.state).toBe('CONFIRMED');
      await untilHolds(
        () => ownAccount(linked, host),
        ({ shared }) => shared.tradeName === 'Made On The Way',
        'the edit at the former host',
      );
      expect((await decide(linked, client, received.id, 'confirm')).body).toMatchObject({
        status: 409,
        code: 'EDIT_DRAFT_CLOSED',
      });
      await world.advanceDays(1);
      expect(await draftsAt(linked, client)).toHaveLength(1);
    });

    it('is applied where it was made when the right to edit returns', async () => {
      const { host, client, linkId } = linked;
      const gate = await onItsWay(linked);
      await voteOnTransfer(world, client, linkId, 'STAY');
      expect((await patchAccount(linked, host, { tradeName: 'Kept And Applied' })).status).toBe(202);
      gate.openLatestFirst();

      await untilHosted(world, linked, host, 1);
      expect(await draftsAt(linked, host)).toMatchObject([{ state: 'APPLIED' }]);
      await untilHolds(
        () => ownAccount(linked, client),
        ({ shared }) => shared.tradeName === 'Kept And Applied',
        'the edit at the client',
      );
      expect(await draftsAt(linked, client)).toEqual([]);
    });

    it('waits while the link is paused: nothing is sent before the pause ends', async () => {
      const { host, client } = linked;
      const gate = await onItsWay(linked);
      expect((await patchAccount(linked, host, { tradeName: 'Waits For The Pause' })).status).toBe(202);
      await suspend(world, host, linked);
      gate.openLatestFirst();
      await untilBoth(world, linked, ({ epoch, paused }) => epoch === 2 && paused, 'the new host, paused');
      await untilAllSaid(world);
      expect(await draftsAt(linked, client)).toEqual([]);

      await reinstate(world, host, linked);
      const { id } = await untilReceived(linked, client);
      expect((await decide(linked, client, id, 'discard')).body.state).toBe('DISCARDED');
      expect((await ownAccount(linked, client)).shared.tradeName).not.toBe('Waits For The Pause');
    });

    it('is applied at its own account where the link ends on the way', async () => {
      const { host, client, linkId } = linked;
      const gate = await onItsWay(linked);
      expect((await patchAccount(linked, host, { tradeName: 'Alone Again' })).status).toBe(202);
      await world.officer(host).make(`/v1/staff/links/${linkId}/delink`, { reason: 'By choice' });
      gate.openLatestFirst();
      await untilEnded(world, linked);

      expect((await ownAccount(linked, host)).shared.tradeName).toBe('Alone Again');
      expect((await ownAccount(linked, client)).shared.tradeName).not.toBe('Alone Again');
    });
  });

  it('is nobody else’s to read or to decide', async () => {
    const linked = await playFlow(world, 'F1');
    const { host, client, accountNumbers } = linked;
    const gate = await onItsWay(linked);
    await patchAccount(linked, host, { tradeName: 'Mine Alone' });
    gate.openLatestFirst();
    const { id } = await untilReceived(linked, client);
    const stranger = world.carrier('F2').at(client);
    const path = `/v1/accounts/${accountNumbers[client.program]}/edit-drafts`;
    expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.post(`${path}/${id}/confirm`)).status).toBe(404);
  });
});

describe('edits while the host reviews', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  it.each(['F1', 'F2'] as const)(
    'are kept as drafts; the reviewed version stays until the outcome (%s)',
    async (flow) => {
      const linked = await playFlow(world, flow);
      const { host, client, accountNumbers } = linked;
      const officer = world.officer(host);
      const { id } = await officer.make(`/v1/staff/accounts/${accountNumbers[host.program]}/validations`, {
        kind: 'REVALIDATION',
      });
      await officer.make(`/v1/staff/validations/${id}/notice`, {
        visitOn: world.clock.dateIn(30),
        visitEndsOn: world.clock.dateIn(31),
      });
      await untilAllSaid(world);
      await world.advanceDays(30);
      await officer.make(`/v1/staff/validations/${id}/start`);
      const before = (await ownAccount(linked, host)).shared;
      const [first, ...others] = before.securityProfile;
      const securityProfile = [{ ...first, answer: 'We have changed how we do this.' }, ...others];

      const kept = await patchAccount(linked, host, { securityProfile });
      expect(kept).toMatchObject({ status: 202, body: { draft: { hold: 'REVIEW' } } });
      expect((await patchAccount(linked, host, { website: 'https://meanwhile.example' })).status).toBe(200);
      await world.advanceDays(1);
      expect((await ownAccount(linked, host)).shared.securityProfile).toEqual(before.securityProfile);
      await officer.make(`/v1/staff/validations/${id}/report`, { summary: 'All criteria are met.' });
      await officer.make(`/v1/staff/validations/${id}/outcome`, { outcome: 'PASSED' });
      await host.runDueJobs();

      expect((await ownAccount(linked, host)).shared.securityProfile).toEqual(securityProfile);
      await untilHolds(
        () => ownAccount(linked, client),
        ({ shared }) => shared.securityProfile[0].answer === 'We have changed how we do this.',
        'the edit at the client',
      );
    },
  );
});
