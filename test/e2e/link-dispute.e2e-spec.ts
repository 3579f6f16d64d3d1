import { playFlow, type Linked } from './support/play/flows';
import {
  expectBothAlone,
  expectEditor,
  linkOf,
  ownAccount,
  patchAccount,
  staffLink,
  untilBoth,
  untilCase,
  untilEnded,
} from './support/play/life';
import { accountAt, setStatus, untilAllSaid } from './support/play/review';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

describe('"not my company"', () => {
  const dispute = (linked: Linked, side: Side): Promise<any> =>
    linked.filed.carrier
      .at(side)
      .make(`/v1/links/${linked.linkId}/dispute`, { reason: 'We have never heard of them' });
  const resolve = async (linked: Linked, side: Side, choice: string): Promise<void> => {
    const { id } = await untilCase(world, side, 'LINK_DISPUTE', linked.linkId);
    await world.officer(side).make(`/v1/staff/cases/${id}/resolve`, { choice, reason: 'We have looked' });
  };
  const untilDisputed = (linked: Linked): Promise<any[]> =>
    untilBoth(world, linked, ({ disputed }) => disputed, 'the dispute');

  describe.each([
    ['CTPAT', 'F7'],
    ['PIP', 'F8'],
  ] as const)('in a link that %s hosts', (_host, flow) => {
    let linked: Linked;
    let before: any;
    beforeEach(async () => {
      linked = await playFlow(world, flow);
      before = await ownAccount(linked, linked.client);
    });

    it.each(['client', 'host'] as const)(
      'hides each company from the other’s login at once, whoever of the two disputes (%s)',
      async (at) => {
        const { host, client, accountNumbers, filed, linkId } = linked;
        const answer = await dispute(linked, linked[at]);
        expect(answer).toMatchObject({ disputed: true, paused: true });
        await untilDisputed(linked);

        for (const side of world.both) {
          const session = filed.carrier.at(side);
          const peerNumber = accountNumbers[world.other(side).program];
          const link = await linkOf(linked, side);
          const account = await session.read(`/v1/accounts/${accountNumbers[side.program]}`);
          const [links, accounts] = [await session.read('/v1/links'), await session.read('/v1/accounts')];
          for (const shown of [link, links, account, accounts]) {
            const text = JSON.stringify(shown);
            expect(text).not.toContain(peerNumber);
            expect(text).not.toContain('"peer"');
          }
          expect((await session.get(`/v1/links/${linkId}/differences`)).body.code).toBe('LINK_DISPUTED');
          const own = `/v1/accounts/${accountNumbers[side.program]}`;
          const { items: validations = [] } = (await session.get(`${own}/validations`)).body;
          expect(validations.filter(({ performedHere }: any) => !performedHere)).toEqual([]);
          expect((await session.read(`${own}/consents`)).peer).toEqual([]);
          const { items: notices } = await session.read('/v1/notices');
          expect(notices.filter(({ kind }: any) => kind.startsWith('PARTNER'))).toEqual([]);
        }
        const heldByClient = filed.carrier.document.heldByClient as Record<string, unknown>;
        const archive = await filed.carrier.at(client).read(`/v1/accounts/${accountNumbers[client.program]}`);
        expect(archive.shared).toMatchObject(heldByClient);
        expect(archive).toMatchObject({ status: before.status, editable: false });
        expect((await ownAccount(linked, client)).shared).toEqual(before.shared);
        expect((await patchAccount(linked, client, { website: 'https://a.example' })).status).toBe(409);
        expect((await patchAccount(linked, host, { tradeName: 'Hidden Edit' })).status).toBe(200);
        await untilAllSaid(world);
        expect((await ownAccount(linked, client)).shared).toEqual(before.shared);
      },
    );

    it('upheld: the replica is deleted, the client has its own values again, and nothing shows ever after', async () => {
      const { client, filed, accountNumbers } = linked;
      await dispute(linked, client);
      await untilDisputed(linked);
      await resolve(linked, client, 'UPHELD');

      await untilEnded(world, linked);
      const after = await ownAccount(linked, client);
      expect(after.shared).toMatchObject(filed.carrier.document.heldByClient as object);
      const documents = 'SELECT archive, final FROM link WHERE link_id = $1';
      expect(await client.rows(documents, [linked.linkId])).toEqual([{ archive: null, final: null }]);
      for (const side of world.both) {
        const link = await linkOf(linked, side);
        expect(JSON.stringify(link)).not.toContain(accountNumbers[world.other(side).program]);
        expect((await staffLink(world, side, linked.linkId)).phase).toBe('ENDED');
      }
      await expectBothAlone(world, linked);
    });

    it('rejected: the link goes on, and what was hidden shows again', async () => {
      const { host, client, accountNumbers } = linked;
      await dispute(linked, host);
      await dispute(linked, host);
      await untilDisputed(linked);
      await resolve(linked, host, 'REJECTED');

      await untilBoth(
        world,
        linked,
        ({ disputed, paused }) => !disputed && !paused,
        'the end of the dispute',
      );
      expect((await linkOf(linked, host)).peerAccountNumber).toBe(accountNumbers[client.program]);
      await expectEditor(linked, host, client);
    });

    it('of both sides at once: one that is rejected leaves the other standing; upheld at either, it is over for both', async () => {
      for (const side of world.both) await dispute(linked, side);
      await untilDisputed(linked);
      await resolve(linked, linked.host, 'REJECTED');
      await untilAllSaid(world);
      expect(await linkOf(linked, linked.host)).toMatchObject({ disputed: true, live: true });

      await resolve(linked, linked.client, 'UPHELD');
      await untilEnded(world, linked);
      await expectBothAlone(world, linked);
    });
  });

  it('is refused to a stranger, to a user who is no officer, and once the link has ended', async () => {
    const linked = await playFlow(world, 'F1');
    const { host, client, filed, linkId } = linked;
    const path = `/v1/links/${linkId}/dispute`;
    expect((await world.carrier('F1').at(host).post(path, { reason: 'x' })).status).toBe(404);
    expect((await filed.carrier.userAt(host).post(path, { reason: 'x' })).status).toBe(403);
    await world.officer(client).make(`/v1/staff/links/${linkId}/delink`, { reason: 'End' });
    await untilEnded(world, linked);
    expect((await filed.carrier.at(host).post(path, { reason: 'x' })).body.code).toBe('LINK_ENDED');
  });
});

describe('removed or cancelled in the host', () => {
  it.each([
    ['F1', 'REMOVED'],
    ['F2', 'CANCELLED'],
  ] as const)('the client goes standalone once its staff confirm (%s: %s)', async (flow, ending) => {
    const linked = await playFlow(world, flow);
    const { host, client, accountNumbers, filed } = linked;
    const number = accountNumbers[client.program];
    const before = await ownAccount(linked, client);
    await setStatus(world.headquarters(host), accountNumbers[host.program], ending, 'INCIDENT');

    await untilEnded(world, linked);
    const pending = await untilHolds(
      () => accountAt(world, client, number),
      ({ separationPending }) => separationPending,
      'the separation',
    );
    expect(pending).toMatchObject({ editable: false, recordRole: 'STANDALONE', status: before.status });
    expect(pending.shared).toEqual(before.shared);
    expect((await patchAccount(linked, client, { website: 'https://early.example' })).body).toMatchObject({
      status: 409,
      code: 'SEPARATION_PENDING',
    });
    const { items } = await filed.carrier.at(client).read('/v1/notices');
    expect(items.map(({ kind }: any) => kind)).toContain('SEPARATION_PENDING');
    const heard = await client.rows<{ record: any }>(
      `SELECT record FROM heard_record WHERE kind = 'account' AND subject = $1`,
      [linked.linkId],
    );
    expect(heard[0]?.record).toMatchObject({ wireStatus: 'ENDED_BY_PROGRAM', reasonCode: 'INCIDENT' });

    const { id } = await untilCase(world, client, 'SEPARATION', number);
    await world
      .officer(client)
      .make(`/v1/staff/cases/${id}/resolve`, { choice: 'STANDALONE', reason: 'A member of ours' });
    const after = await ownAccount(linked, client);
    expect(after).toMatchObject({ separationPending: false, editable: true, status: before.status });
    expect(after.dates).toEqual(before.dates);
    expect((await patchAccount(linked, client, { website: 'https://alone.example' })).status).toBe(200);
  });

  it('leaves nothing to confirm where the client’s own account ended: the host stands alone at once', async () => {
    const linked = await playFlow(world, 'F1');
    const { host, client, accountNumbers } = linked;
    await setStatus(world.headquarters(client), accountNumbers[client.program], 'CANCELLED', 'INCIDENT');
    await untilEnded(world, linked);
    expect(await ownAccount(linked, host)).toMatchObject({ separationPending: false, editable: true });
  });
});
