import { MessageReceiver } from '@messaging/inbox';
import { Database } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import { Gate } from '@testing/proxy/behaviours';
import type { FreshCarrier } from './support/fresh-carrier';
import { aPdf, PDF, upload } from './support/play/documents';
import { linkMembers, playFlow, type Linked } from './support/play/flows';
import {
  agreeToMove,
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
} from './support/play/life';
import { becomeMember } from './support/play/membership';
import { accountAt, setStatus, untilAllSaid } from './support/play/review';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { tablesWith } from './support/table-text';
import { startWorld, type World } from './support/world';

/** Names of two companies that were taken for one, and of a document of the first: no other carrier of the world has them. */
const namesOf = (carrier: FreshCarrier) => {
  const { usdot } = carrier.form.usSupplement!;
  return {
    hosts: { legalName: `Disputed Host ${usdot} Haulage Inc.`, tradeName: `Disputed ${usdot}` },
    clients: { legalName: `Mistaken Client ${usdot} Cartage Ltd.` },
    plan: `disputed-plan-${usdot}.pdf`,
  };
};

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

  /** Two companies that the carrier of one document was thought to be. */
  async function linkStrangers(flow: 'F7' | 'F8'): Promise<Linked> {
    const carrier = world.carrier(flow);
    const { hosts, clients } = namesOf(carrier);
    const held = (side: Side) =>
      side.program === carrier.host ? hosts : { ...carrier.document.heldByClient, ...clients };
    const accountNumbers = {
      CTPAT: await becomeMember(world, world.ctpat, carrier, held(world.ctpat)),
      PIP: await becomeMember(world, world.pip, carrier, held(world.pip)),
    };
    return linkMembers(world, carrier, world.sides[carrier.host], accountNumbers);
  }

  /** Texts by which each company is known: its names, and an identifier that its own program needs. */
  function textsOf({ host, filed }: Linked): { hosts: string[]; clients: string[] } {
    const { usdot } = filed.carrier.form.usSupplement!;
    const { bn15, canadianCarrierCode } = filed.carrier.form.canadianSupplement!;
    // As a row with JSON in it is written out: with every quotation mark doubled.
    const named = (name: string, value?: string): string => `"${name}"": ""${value}""`;
    const american = named('usdot', usdot);
    const canadian = bn15 ? named('bn15', bn15) : named('canadianCarrierCode', canadianCarrierCode);
    const { hosts, clients, plan } = namesOf(filed.carrier);
    const isAtPip = host === world.pip;
    return {
      hosts: [hosts.legalName, hosts.tradeName, plan, isAtPip ? canadian : american],
      clients: [clients.legalName, isAtPip ? american : canadian],
    };
  }

  /** The audit keeps what every change was, for officers who read it: nothing is taken out of it. */
  const keptOf = async (side: Side, texts: string[]): Promise<string[]> =>
    (await tablesWith(side, texts)).filter((table) => table !== 'audit_entry');

  /** The host moves, and the carrier edits there: each side has taken the other's data by now. Answers the former host's values. */
  async function moveAndEdit(linked: Linked): Promise<any> {
    const { host, client, linkId } = linked;
    const { shared } = await ownAccount(linked, host);
    await agreeToMove(world, linked);
    await untilHosted(world, linked, client, 2);
    const tradeName = `${textsOf(linked).clients[0]} since it hosts`;
    expect((await patchAccount(linked, client, { tradeName })).status).toBe(200);
    await untilAllSaid(world);
    expect((await ownAccount(linked, host)).shared).toMatchObject({ tradeName });
    expect(await client.rows('SELECT 1 FROM link WHERE link_id = $1 AND archive IS NULL', [linkId])).toEqual(
      [],
    );
    return shared;
  }

  /** Each account has its own former values, and neither side keeps anything of the other company for the link. */
  async function expectOwnValues(linked: Linked, former: any): Promise<void> {
    const { host, client, filed, linkId } = linked;
    const { hosts, clients } = textsOf(linked);
    await untilHolds(
      () => ownAccount(linked, client),
      ({ shared }) => shared.legalName === namesOf(filed.carrier).clients.legalName,
      'the new host’s own values',
    );
    expect((await ownAccount(linked, client)).shared).toMatchObject(
      filed.carrier.document.heldByClient as object,
    );
    const { legalName, tradeName } = former;
    expect((await ownAccount(linked, host)).shared).toMatchObject({ legalName, tradeName });
    expect(await keptOf(client, hosts)).toEqual([]);
    expect(await keptOf(host, clients)).toEqual([]);
    for (const side of world.both)
      expect(await side.rows('SELECT archive, final FROM link WHERE link_id = $1', [linkId])).toEqual([
        { archive: null, final: null },
      ]);
    await expectBothAlone(world, linked);
  }

  it('DISP-3: ended by choice while a dispute stands, it leaves both cases open: rejected at one nothing changes, upheld at the other each has its own values again', async () => {
    const linked = await linkStrangers('F7');
    const { host, client, linkId } = linked;
    const former = await moveAndEdit(linked);
    for (const side of world.both) await dispute(linked, side);
    await untilDisputed(linked);
    await world.officer(client).make(`/v1/staff/links/${linkId}/delink`, { reason: 'We part' });
    await untilEnded(world, linked);
    await resolve(linked, client, 'REJECTED');
    expect((await ownAccount(linked, host)).shared.tradeName).not.toBe(former.tradeName);

    await resolve(linked, host, 'UPHELD');

    await untilAllSaid(world);
    await expectOwnValues(linked, former);
  });

  describe.each([
    ['CTPAT', 'F7', 'client'],
    ['PIP', 'F8', 'host'],
  ] as const)('in a link that %s hosts', (_host, flow, upheldAt) => {
    let linked: Linked;
    let before: any;
    beforeEach(async () => {
      linked = await linkStrangers(flow);
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

    it('DISP-3: upheld after the host has moved, neither side keeps anything of the other: each has its own values again', async () => {
      const { host, client, filed, accountNumbers, linkId } = linked;
      const { hosts, clients } = textsOf(linked);
      const { plan } = namesOf(filed.carrier);
      const uploadAt = (side: Side, name: string): Promise<any> =>
        upload(filed.carrier.at(side), accountNumbers[side.program], {
          body: aPdf(name),
          query: { visibility: 'SHARED', name },
        });
      await uploadAt(host, plan);
      const own = (await ownAccount(linked, host)).shared;
      await agreeToMove(world, linked);
      await untilHosted(world, linked, client, 2);
      const since = { tradeName: `${clients[0]} since it hosts` };
      expect((await patchAccount(linked, client, since)).status).toBe(200);
      await uploadAt(client, `client-${plan}`);
      await untilAllSaid(world);
      expect((await ownAccount(linked, host)).shared).toMatchObject(since);
      expect(await tablesWith(client, hosts)).toEqual(expect.arrayContaining(['account', 'document']));
      expect(await tablesWith(host, [`client-${plan}`, ...clients])).toEqual(
        expect.arrayContaining(['account', 'document']),
      );

      await dispute(linked, linked[upheldAt]);
      await untilDisputed(linked);
      await resolve(linked, linked[upheldAt], 'UPHELD');

      await untilEnded(world, linked);
      expect(
        await keptOf(
          client,
          hosts.filter((text) => text !== plan),
        ),
      ).toEqual([]);
      expect(await keptOf(host, [`client-${plan}`, ...clients])).toEqual([]);
      expect((await ownAccount(linked, client)).shared).toMatchObject(
        filed.carrier.document.heldByClient as object,
      );
      expect((await ownAccount(linked, host)).shared).toMatchObject({ legalName: own.legalName });
      for (const side of world.both)
        expect(await side.rows('SELECT archive, final FROM link WHERE link_id = $1', [linkId])).toEqual([
          { archive: null, final: null },
        ]);
      await expectBothAlone(world, linked);
    });

    it('DISP-3: upheld at the former host while the new host ends it by choice and the words cross, each has its own values again', async () => {
      const { host, client, linkId } = linked;
      const former = await moveAndEdit(linked);
      await dispute(linked, host);
      await untilDisputed(linked);
      const gates = world.both.map(({ line }) => {
        const gate = new Gate();
        line.behave = gate.behave;
        return gate;
      });
      await resolve(linked, host, 'UPHELD');
      await world.officer(client).make(`/v1/staff/links/${linkId}/delink`, { reason: 'We part' });
      expect((await staffLink(world, client, linkId)).phase).toBe('ENDED');
      expect((await staffLink(world, host, linkId)).phase).toBe('ACTIVE');
      for (const gate of gates) gate.openLatestFirst();

      await untilEnded(world, linked);
      await expectOwnValues(linked, former);
    });

    it('DISP-3: upheld, the replica is deleted, the client has its own values again, and no table tells of the other company', async () => {
      const { host, client, filed, accountNumbers } = linked;
      const { hosts, clients } = textsOf(linked);
      const name = namesOf(filed.carrier).plan;
      const plan = { body: aPdf(name), query: { visibility: 'SHARED', name } };
      await upload(filed.carrier.at(host), accountNumbers[host.program], plan);
      await untilAllSaid(world);
      // What is looked for afterwards is found before.
      expect(await tablesWith(client, hosts)).toEqual(expect.arrayContaining(['account', 'document']));
      expect(await tablesWith(host, clients)).toContain('account');

      await dispute(linked, linked[upheldAt]);
      await untilDisputed(linked);
      await resolve(linked, linked[upheldAt], 'UPHELD');

      await untilEnded(world, linked);
      expect(await keptOf(client, hosts)).toEqual([]);
      expect(await keptOf(host, clients)).toEqual([]);
      expect(await hearLate(client, linked.linkId, name)).toEqual(['superseded']);
      expect(await keptOf(client, hosts)).toEqual([]);
      await expectStillShown(linked);
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

    /** A word of the link that was on its way all the time. */
    async function hearLate({ running: { app } }: Side, linkId: string, name: string): Promise<string[]> {
      const record = {
        ...{ shared: true, linkId, epoch: 1, name, mediaType: PDF, bytes: 10 },
        ...{ sha256: '0'.repeat(64), uploadedAt: new Date().toISOString() },
      };
      const numbers = { incarnation: 0, seq: 1, heardIncarnation: 0, heardSeq: 0 };
      const late = { id: uuidv7(), kind: 'document', subject: uuidv7(), ...numbers, record };
      const receipts = await app
        .get(Database)
        .transaction((tx) => app.get(MessageReceiver).receive(tx, [late]));
      return receipts.map(({ result }) => result);
    }

    /** That and when each side spoke, with which hash, and what the other answered. */
    async function expectStillShown({ host, linkId }: Linked): Promise<void> {
      const [sent] = await host.rows<{ envelope: any; answer: string }>(
        `SELECT o.envelope, d.response_headers->>'signature' AS answer FROM outbox o JOIN delivery d ON d.id = o.delivery_id
         WHERE o.kind = 'link' AND o.subject = $1 AND o.envelope::jsonb ? 'sentAs' ORDER BY o.id DESC LIMIT 1`,
        [linkId],
      );
      expect(sent).toMatchObject({
        envelope: { sentAs: expect.stringMatching(/^[0-9a-f]{64}$/), record: { record: { linkId } } },
        answer: expect.any(String),
      });
    }

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
