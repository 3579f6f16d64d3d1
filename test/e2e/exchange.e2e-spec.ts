import type { FlowName } from '@harmonization/domain/scenario';
import { Outbox } from '@messaging/outbox';
import type { Envelope } from '@peer-contract/envelope';
import { Database } from '@platform/database';
import { anEnvelope, PretendedPeer } from '@testing/peer/pretended-peer';
import {
  delays,
  doubles,
  Gate,
  isDown,
  isUnreliable,
  losesAnswers,
  passes,
  type Behaviour,
} from '@testing/proxy/behaviours';
import { v7 as uuidv7 } from 'uuid';
import { applicationAt, submit, untilReviewedByBoth, untilState } from './support/play/application';
import { linkAt, playFlow, type Linked } from './support/play/flows';
import { casesAt } from './support/play/host-case';
import { expectDecidedByBoth, expectOneEditor, expectWholeAndEqual } from './support/play/link-checks';
import { accountAt, untilAllSaid } from './support/play/review';
import { PROGRAM_CODES } from './support/programs';
import { aSigningKey, type Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

const KINDS = ['account', 'application', 'casework', 'code-check', 'difference', 'link', 'validation'];

describe('the exchange', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterEach(() => setLines(() => passes));
  afterAll(() => world?.stop());

  function setLines(behaviour: () => Behaviour): void {
    for (const side of world.both) side.line.behave = behaviour();
  }

  const figures = (side: Side): Promise<any> => world.officer(side).read('/v1/staff/exchange');

  const untilQuiet = (): Promise<void> => untilAllSaid(world);

  /** LNK-3: the host knows that the client holds the data that it said last. */
  async function expectAcknowledged({ host, linkId }: Linked): Promise<void> {
    const [versions] = await host.rows(
      `SELECT copy->'own'->>'dataVersion' AS said, copy->'mirror'->>'dataVersion' AS acknowledged FROM link WHERE link_id = $1`,
      [linkId],
    );
    expect(versions!.acknowledged).toBe(versions!.said);
  }

  /** Everything that a service keeps of a linked pair, but for when it was read. */
  async function keptOf({ filed, linkId, accountNumbers }: Linked): Promise<unknown> {
    return Promise.all(
      world.both.map(async (side) => {
        const { timeline: _timeline, ...link } = await linkAt(filed.carrier, side, linkId);
        return [
          link,
          await accountAt(world, side, accountNumbers[side.program]),
          await applicationAt(world, side, filed.id),
        ];
      }),
    );
  }

  describe.each<[string, () => Behaviour, FlowName]>([
    ['doubles every message', () => doubles, 'F8'],
    ['lets later messages overtake earlier ones', () => delays(60), 'F5'],
    ['loses, doubles and delays by turns', isUnreliable, 'F1'],
    ['loses, doubles and delays by turns', isUnreliable, 'F4'],
  ])('duplicate, reordered, delayed and replayed messages, over a line that %s', (_, behaviour, flow) => {
    it(`bring ${flow} to its end, with nothing twice`, async () => {
      setLines(behaviour);
      const linked = await playFlow(world, flow);

      await expectDecidedByBoth(world, linked, flow);
      await expectWholeAndEqual(world, linked);
      await expectOneEditor(linked);
      setLines(() => passes);
      await untilQuiet();
      for (const side of world.both) {
        const [counts] = await side.rows(
          `SELECT (SELECT count(*)::int FROM account WHERE usdot = $1) AS accounts, (SELECT count(*)::int FROM link WHERE application_id = $2) AS links,
             (SELECT count(*)::int FROM application WHERE id = $2) AS applications, (SELECT count(*)::int FROM outbox WHERE state = 'PARKED') AS parked`,
          [linked.filed.carrier.form.usSupplement!.usdot, linked.filed.id],
        );
        expect(counts).toEqual({ accounts: 1, links: 1, applications: 1, parked: 0 });
      }
    });
  });

  it('the other side down for a week, then back: everything arrives, nothing twice', async () => {
    const linked = await playFlow(world, 'F1');
    const { host, client, accountNumbers, filed } = linked;
    await untilQuiet();
    setLines(() => isDown);
    const waiting = world.carrier('F2');
    const later = await submit(world.pip, waiting);
    for (const phone of ['+17165550101', '+17165550102', '+17165550103']) {
      await filed.carrier.at(host).edit(`/v1/accounts/${accountNumbers[host.program]}`, { phone });
    }
    await world.advanceDays(7);
    expect(await figures(host)).toMatchObject({
      peer: client.program,
      breaker: expect.not.stringMatching('CLOSED'),
    });
    expect((await figures(host)).pending).toBeGreaterThan(0);
    expect((await applicationAt(world, world.pip, later.id)).state).toBe('SUBMITTED');
    expect(await applicationAt(world, world.ctpat, later.id)).toBeUndefined();

    setLines(() => passes);

    await untilReviewedByBoth(world, later);
    const atClient = (): Promise<any> => accountAt(world, client, accountNumbers[client.program]);
    await untilHolds(atClient, ({ shared }) => shared.phone === '+17165550103', 'the last edit');
    await untilQuiet();
    for (const side of world.both) {
      expect((await figures(side)).breaker).toBe('CLOSED');
      expect(
        await side.rows(`SELECT sender, id, count(*) FROM inbox GROUP BY sender, id HAVING count(*) > 1`),
      ).toEqual([]);
      expect(await side.rows(`SELECT usdot FROM account GROUP BY usdot HAVING count(*) > 1`)).toEqual([]);
    }
  });

  it('applies what came although its answer was lost once only', async () => {
    const linked = await playFlow(world, 'F2');
    await untilQuiet();
    const { host, client, accountNumbers, filed } = linked;
    let lost = 0;
    host.line.behave = (request, forward) =>
      lost++ === 0 ? losesAnswers(request, forward) : passes(request, forward);
    const before = (await accountAt(world, client, accountNumbers[client.program])).version;

    await filed.carrier
      .at(host)
      .edit(`/v1/accounts/${accountNumbers[host.program]}`, { phone: '+14505550111' });

    await untilQuiet();
    expect(lost).toBeGreaterThan(1);
    expect(await accountAt(world, client, accountNumbers[client.program])).toMatchObject({
      version: Number(before) + 1,
      shared: { phone: '+14505550111' },
    });
    await expectAcknowledged(linked);
  });

  it('hears in the receipt which data the client holds; the client sends nothing of its own for it', async () => {
    const linked = await playFlow(world, 'F6');
    await untilQuiet();
    const { host, client, accountNumbers, filed, linkId } = linked;
    const said = async (): Promise<unknown> =>
      client.rows(`SELECT count(*)::int AS n FROM outbox WHERE kind = 'link' AND subject = $1`, [linkId]);
    const before = await said();

    await filed.carrier
      .at(host)
      .edit(`/v1/accounts/${accountNumbers[host.program]}`, { phone: '+14505550112' });

    await untilQuiet();
    await expectAcknowledged(linked);
    expect(await said()).toEqual(before);
  });

  it('takes a piece away at the client that the host’s carrier has taken away, and leaves the others', async () => {
    const linked = await playFlow(world, 'F2');
    const { host, client, accountNumbers, filed } = linked;
    const edit = (changes: object): Promise<unknown> =>
      filed.carrier.at(host).edit(`/v1/accounts/${accountNumbers[host.program]}`, changes);
    const atClient = async (): Promise<any> =>
      (await accountAt(world, client, accountNumbers[client.program])).shared;
    await edit({ website: 'https://for-a-while.example' });
    await untilHolds(atClient, ({ website }) => website === 'https://for-a-while.example', 'the website');

    await edit({ website: null, phone: '+14505550113' });

    await untilQuiet();
    expect(await atClient()).toMatchObject({ phone: '+14505550113' });
    expect(await atClient()).not.toHaveProperty('website');
    await expectWholeAndEqual(world, linked);
  });

  it('keeps the newest of several edits that arrive latest first', async () => {
    const linked = await playFlow(world, 'F3');
    await untilQuiet();
    const { host, client, accountNumbers, filed } = linked;
    const gate = new Gate();
    host.line.behave = gate.behave;
    const phones = ['+17015550101', '+17015550102', '+17015550103'];
    for (const [place, phone] of phones.entries()) {
      await filed.carrier.at(host).edit(`/v1/accounts/${accountNumbers[host.program]}`, { phone });
      await untilHolds(
        async () => gate.held,
        (held) => held > place,
        'the message to be on its way',
      );
    }

    gate.openLatestFirst();

    await untilQuiet();
    expect((await accountAt(world, client, accountNumbers[client.program])).shared.phone).toBe(phones[2]);
    await untilHolds(
      () => linkAt(filed.carrier, host, linked.linkId),
      ({ sync }) => sync === 'IN_SYNC',
      'the receipt',
    );
  });

  it('replayed messages change nothing: all that was ever sent is sent again, latest first', async () => {
    const linked = await playFlow(world, 'F7');
    await expectWholeAndEqual(world, linked);
    await untilQuiet();
    const before = await keptOf(linked);

    for (const side of world.both) {
      for (const request of side.line.heard.slice(-60).toReversed())
        expect((await side.line.replay(request)).status).toBe(200);
    }

    await untilQuiet();
    expect(await keptOf(linked)).toEqual(before);
  });

  describe.each(PROGRAM_CODES)('of %s with one who speaks as its peer', (program) => {
    let side: Side;
    const speaker = (key = side.settings.peerKey): PretendedPeer =>
      new PretendedPeer({ from: world.other(side).program, to: program, url: side.url, key });
    const inquiry = (): Envelope =>
      anEnvelope({ kind: 'application', subject: uuidv7(), record: { forged: true } });
    beforeEach(() => {
      side = world.sides[program];
    });

    it('refuses forged, borrowed and missing signatures', async () => {
      const refused = [
        await speaker(aSigningKey(side.settings.peerKey.kid!)).say([inquiry()]),
        await speaker(aSigningKey('unknown')).say([inquiry()]),
        await speaker(side.settings.signingKey).say([inquiry()]),
        await speaker().sayUnderSignatureOf([inquiry()], [inquiry()]),
        await speaker().sayUnsigned([inquiry()]),
      ];

      expect(refused).toEqual(refused.map(() => ({ status: 401, code: 'SIGNATURE_REFUSED', receipts: [] })));
    });

    it('refuses signatures that are ten minutes old, or ten minutes ahead', async () => {
      const minutes = 60_000;
      for (const distance of [-10 * minutes, 10 * minutes]) {
        const said = await speaker().say([inquiry()], { signedAt: new Date(Date.now() + distance) });
        expect(said).toMatchObject({ status: 401, code: 'SIGNATURE_REFUSED' });
      }
      for (const distance of [-4 * minutes, 4 * minutes]) {
        expect((await speaker().say([], { signedAt: new Date(Date.now() + distance) })).status).toBe(200);
      }
    });

    it('refuses a batch for another reader, or from another sender', async () => {
      const { peerKey: key } = side.settings;
      const from = world.other(side).program;
      const misled = [
        new PretendedPeer({ from, to: from, url: side.url, key }),
        new PretendedPeer({ from: program, to: program, url: side.url, key }),
      ];
      for (const peer of misled) expect([400, 401]).toContain((await peer.say([])).status);
    });

    it('refuses a kind that may not cross, and a link that stands on no application (LNK-1), each with its receipt', async () => {
      const link = { record: { ...aProposal(program), linkId: uuidv7() } };
      const messages = [
        anEnvelope({ kind: 'officer-notes', subject: 'x', record: { text: 'secret' } }),
        anEnvelope({ kind: 'link', subject: link.record.linkId, record: link }),
      ];

      const { receipts } = await speaker().say(messages);

      expect(receipts).toEqual(
        messages.map(({ id }) => ({ id, result: 'refused', code: expect.any(String) })),
      );
    });

    it.each(KINDS)(
      'gives malformed records of the kind %s their receipt, and never takes them for a passing error',
      async (kind) => {
        const odd = [
          {},
          { record: null },
          { record: {} },
          { state: 'DECIDED' },
          { vote: 7 },
          { performer: true },
          { outcome: 'MATCH' },
          { shared: [] },
          { applicationId: 'x', accountNumber: [] },
        ];
        const messages = odd.map((record) => anEnvelope({ kind, subject: uuidv7(), record }));

        const { status, receipts } = await speaker().say(messages);

        expect(status).toBe(200);
        expect(receipts.map(({ id }) => id).toSorted()).toEqual(messages.map(({ id }) => id).toSorted());
        const idle = await speaker().say([anEnvelope({ kind, subject: 'no id at all', record: {} })]);
        expect(idle.receipts).toHaveLength(1);
      },
    );
  });

  it('lets the peer set neither status nor date nor data here', async () => {
    const linked = await playFlow(world, 'F1');
    await untilQuiet();
    const { host, client, accountNumbers, linkId } = linked;
    const before = await accountAt(world, host, accountNumbers[host.program]);
    const facts = {
      accountNumber: accountNumbers[host.program],
      program: host.program,
      status: 'REMOVED',
      wireStatus: 'ENDED_BY_PROGRAM',
      dates: { memberSince: '2001-01-01' },
    };
    const peer = new PretendedPeer({
      from: client.program,
      to: host.program,
      url: host.url,
      key: host.settings.peerKey,
    });

    await peer.say([anEnvelope({ kind: 'account', subject: linkId, seq: 1_000, record: facts })]);

    const { peer: _heard, ...after } = await accountAt(world, host, accountNumbers[host.program]);
    const { peer: _before, ...unchanged } = before;
    expect(after).toEqual(unchanged);
  });

  describe('with a message that the peer refuses for good', () => {
    async function poison(side: Side): Promise<string> {
      const message = anEnvelope({ kind: 'no-such-kind', subject: uuidv7(), record: { spoiled: true } });
      world.planted.push('record of kind no-such-kind: spoiled');
      const { app } = side.running;
      await app.get(Database).transaction((tx) => app.get(Outbox).append(tx, [message]));
      return message.id;
    }

    const parkedCase = (side: Side, id: string): Promise<any[]> =>
      untilHolds(
        () => casesAt(world, side, { kind: 'PARKED_MESSAGE', subjectId: id }),
        (found) => found.length === 1,
        'its case',
      );

    it.each(PROGRAM_CODES)('parks it at %s with a case, and holds up no other', async (program) => {
      const side = world.sides[program];
      const id = await poison(side);
      const filed = await submit(side, world.carrier('F1'));

      await untilReviewedByBoth(world, filed);
      const [found] = await parkedCase(side, id);
      expect(found).toMatchObject({
        subjectKind: 'message',
        facts: { code: 'KIND_UNKNOWN', kind: 'no-such-kind' },
      });
      expect((await world.officer(side).read('/v1/staff/exchange/parked')).items).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ id, receipt: { id, result: 'refused', code: 'KIND_UNKNOWN' } }),
        ]),
      );
    });

    it('sends it again when an officer says so, and parks it again with a new case', async () => {
      const side = world.ctpat;
      const id = await poison(side);
      const [first] = await parkedCase(side, id);

      expect(
        (await world.auditor(side).post(`/v1/staff/exchange/${id}/replay`, { reason: 'x' })).status,
      ).toBe(403);
      expect(
        (await world.officer(side).post(`/v1/staff/exchange/${id}/replay`, { reason: 'The peer was mended' }))
          .status,
      ).toBe(204);

      const isNew = (found: any[]): boolean => found.length === 1 && found[0].id !== first.id;
      await untilHolds(
        () => casesAt(world, side, { kind: 'PARKED_MESSAGE', subjectId: id }),
        isNew,
        'a new case',
      );
      expect(await world.officer(side).read(`/v1/staff/cases/${first.id}`)).toMatchObject({
        state: 'RESOLVED',
        resolution: { choice: 'REPLAY', reason: 'The peer was mended' },
      });
    });

    it('gives it up when an officer says so, with the reason', async () => {
      const side = world.pip;
      const id = await poison(side);
      const [found] = await parkedCase(side, id);

      expect(
        (await world.officer(side).post(`/v1/staff/exchange/${id}/discard`, { reason: 'It was a test' }))
          .status,
      ).toBe(204);

      expect(
        (await world.officer(side).post(`/v1/staff/exchange/${id}/discard`, { reason: 'again' })).status,
      ).toBe(404);
      expect(await world.officer(side).read(`/v1/staff/cases/${found.id}`)).toMatchObject({
        state: 'RESOLVED',
        resolution: { choice: 'DISCARD' },
      });
      const { items } = await world
        .headquarters(side)
        .read(`/v1/staff/audit?subjectKind=message&subjectId=${id}`);
      expect(items).toEqual([expect.objectContaining({ actor: 'officer@pip', reason: 'It was a test' })]);
      expect(
        (await world.officer(side).read('/v1/staff/exchange/parked')).items.map((each: any) => each.id),
      ).not.toContain(id);
    });
  });

  it('ends where the carrier delinks: both accounts stand alone, and each is edited where it is', async () => {
    const linked = await playFlow(world, 'F6');
    const { filed, linkId, accountNumbers, client } = linked;
    await untilQuiet();

    await filed.carrier.at(client).make(`/v1/links/${linkId}/delink`);

    for (const side of world.both) {
      await untilHolds(
        () => linkAt(filed.carrier, side, linkId),
        ({ phase, endReason }) => phase === 'ENDED' && endReason === 'DELINKED',
        'the end',
      );
      const path = `/v1/accounts/${accountNumbers[side.program]}`;
      const edited = await filed.carrier
        .at(side)
        .edit(path, { phone: side === client ? '+19055550101' : '+19055550102' });
      expect(edited).toMatchObject({ recordRole: 'STANDALONE', editable: true, host: side.program });
    }
    await untilQuiet();
    expect((await accountAt(world, client, accountNumbers[client.program])).shared.phone).toBe(
      '+19055550101',
    );
  });

  it('carries a withdrawal made while the line is down', async () => {
    const carrier = world.carrier('F2');
    const filed = await submit(world.pip, carrier);
    await untilReviewedByBoth(world, filed);
    await untilQuiet();
    setLines(() => isDown);
    await carrier.at(world.pip).make(`/v1/applications/${filed.id}/withdraw`);
    setLines(() => passes);

    await untilState(world, world.ctpat, filed, 'WITHDRAWN');
    const { linkId } = await applicationAt(world, world.ctpat, filed.id);
    for (const side of world.both)
      await untilHolds(
        () => linkAt(carrier, side, linkId),
        ({ phase }) => phase === 'ENDED',
        'the end of the link',
      );
  });
});

/** A proposal as the peer of a program might say it, of accounts that know nothing of it. */
const aProposal = (program: string) => ({
  proposer: program === 'CTPAT' ? 'PIP' : 'CTPAT',
  accountNumber: 'X1',
  peerAccountNumber: 'X2',
  applicationId: uuidv7(),
  flow: 'KEEP',
  incarnation: 0,
  seq: 1,
  phase: 'PROPOSED',
  epoch: 0,
  host: program,
  offered: 0,
  decision: 'NONE',
  pauses: [],
  vote: 0,
  refused: 0,
  wantEnd: '',
  endReason: '',
  blockedBy: '',
  heardIncarnation: 0,
  heardSeq: 0,
  dataVersion: 0,
});
