import { createPublicKey, verify } from 'node:crypto';
import { publicJwk } from '@messaging/signatures/keys';
import { isDown, passes } from '@testing/proxy/behaviours';
import { linkAt, playFlow, type Linked } from './support/play/flows';
import { casesAt } from './support/play/host-case';
import { reconcile as askFor } from './support/play/reconciliations';
import { accountAt, untilAllSaid } from './support/play/review';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

describe('reconciliation', () => {
  let world: World;
  const linked: Record<string, Linked> = {};

  beforeAll(async () => {
    world = await startWorld();
    linked.CTPAT = await playFlow(world, 'F1', 'host');
    linked.PIP = await playFlow(world, 'F2', 'host');
    await untilAllSaid(world);
  });
  afterEach(() => {
    for (const side of world.both) side.line.behave = passes;
  });
  afterAll(() => world?.stop());

  const reconcile = (side: Side): Promise<any> => askFor(world, side);

  const atBoth = (id: string): Promise<any[]> =>
    Promise.all(world.both.map((side) => world.officer(side).read(`/v1/staff/reconciliations/${id}`)));

  const driftCases = (side: Side): Promise<any[]> =>
    casesAt(world, side, { kind: 'SYNC_DRIFT', state: 'OPEN' });

  it('REC-4: signs that all links agree, with the signatures of both programs in both databases', async () => {
    const run = await reconcile(world.ctpat);
    expect(run).toMatchObject({
      state: 'SIGNED',
      result: { agreed: 2, repaired: 0, cases: 0, saidAgain: 0 },
    });
    const [atCtpat, atPip] = await atBoth(run.id);
    expect(atPip.statement).toBe(atCtpat.statement);
    expect(JSON.parse(run.statement)).toMatchObject({ programs: ['CTPAT', 'PIP'], links: 2 });
    for (const [side, kept] of [
      [world.ctpat, atCtpat],
      [world.pip, atPip],
    ] as const) {
      for (const [signer, signature] of [
        [side, kept.ownSignature],
        [world.other(side), kept.peerSignature],
      ] as const) {
        const key = createPublicKey({ key: publicJwk(signer.settings.signingKey) as any, format: 'jwk' });
        const bytes = Buffer.from(signature.signature, 'base64url');
        expect(verify(null, Buffer.from(kept.statement), key, bytes)).toBe(true);
      }
    }
  });

  describe.each(['CTPAT', 'PIP'] as const)('of a link that %s hosts', (host) => {
    const account = (side: Side): string => linked[host]!.accountNumbers[side.program];
    const sides = (): { hostSide: Side; clientSide: Side; linkId: string } => {
      const { host: hostSide, client: clientSide, linkId } = linked[host]!;
      return { hostSide, clientSide, linkId };
    };

    it.each(['host', 'client'] as const)(
      'REC-2: the host says again what was changed by hand at the client, whoever begins: the %s',
      async (beginner) => {
        const { hostSide, clientSide, linkId } = sides();
        await clientSide.rows(
          `UPDATE account SET shared = jsonb_set(shared, '{legalName}', '"Another company"') WHERE account_number = $1`,
          [account(clientSide)],
        );
        const run = await reconcile(beginner === 'host' ? hostSide : clientSide);
        expect(run).toMatchObject({ state: 'SIGNED', result: { agreed: 1 } });
        const { legalName } = (await accountAt(world, hostSide, account(hostSide))).shared;
        await untilHolds(
          () => accountAt(world, clientSide, account(clientSide)),
          ({ shared }) => shared.legalName === legalName,
          'the client to hold the host’s name again',
        );
        const atHost = await world.officer(hostSide).read(`/v1/staff/reconciliations/${run.id}`);
        expect(atHost.result).toMatchObject({ repaired: 1, cases: 0 });
        expect(atHost.result.differences).toContainEqual(
          expect.objectContaining({ key: `link/${linkId}`, done: 'REPAIR' }),
        );
        await untilAllSaid(world);
        expect((await reconcile(hostSide)).result).toMatchObject({ agreed: 2, repaired: 0, cases: 0 });
      },
    );

    it('REC-2: the host says again a record of its own that was changed at the client', async () => {
      const { hostSide, clientSide, linkId } = sides();
      await clientSide.rows(
        `UPDATE link SET copy = jsonb_set(copy, '{mirror,pauses}', '["DISPUTED"]') WHERE link_id = $1`,
        [linkId],
      );
      await reconcile(clientSide);
      await untilAllSaid(world);
      expect((await reconcile(clientSide)).result).toMatchObject({ agreed: 2, repaired: 0, cases: 0 });
      expect(await linkAt(linked[host]!.filed.carrier, clientSide, linkId)).toMatchObject({ paused: false });
      expect(await driftCases(hostSide)).toEqual([]);
    });

    it('REC-3: a fact of the host that was changed at the client is said anew', async () => {
      const { hostSide, clientSide, linkId } = sides();
      await clientSide.rows(
        `UPDATE heard_record SET record = record || '{"status":"SUSPENDED"}' WHERE kind = 'account' AND subject = $1`,
        [linkId],
      );
      await reconcile(hostSide);
      await untilAllSaid(world);
      expect((await reconcile(hostSide)).result).toMatchObject({ agreed: 2, repaired: 0, cases: 0 });
    });

    it('REC-2: what is not the host’s to repair opens SYNC_DRIFT on both sides, and its owner says it anew', async () => {
      const { hostSide, clientSide, linkId } = sides();
      await hostSide.rows(
        `UPDATE link SET copy = jsonb_set(copy, '{mirror,decision}', '"DENY"') WHERE link_id = $1`,
        [linkId],
      );
      const run = await reconcile(hostSide);
      expect(run).toMatchObject({ state: 'SIGNED', result: { agreed: 1, repaired: 0, cases: 1 } });
      expect(await driftCases(hostSide)).toMatchObject([{ subjectId: linkId }]);
      const [atClient] = await driftCases(clientSide);
      expect(atClient).toMatchObject({ subjectId: linkId });
      await world.officer(hostSide).post(`/v1/staff/cases/${(await driftCases(hostSide))[0].id}/resolve`, {
        choice: 'LEAVE',
        reason: 'The other program says its record anew',
      });
      const resolved = await world.officer(clientSide).post(`/v1/staff/cases/${atClient.id}/resolve`, {
        choice: 'SAY_ANEW',
        reason: 'Our record is right',
      });
      expect(resolved.status).toBe(200);
      await untilAllSaid(world);
      expect((await reconcile(hostSide)).result).toMatchObject({ agreed: 2, repaired: 0, cases: 0 });
    });

    it('REC-2: a column that contradicts its own copy opens SYNC_DRIFT', async () => {
      const { hostSide, clientSide, linkId } = sides();
      await clientSide.rows(`UPDATE link SET epoch = epoch + 1 WHERE link_id = $1`, [linkId]);
      await reconcile(hostSide);
      const [atClient] = await driftCases(clientSide);
      const [atHost] = await driftCases(hostSide);
      expect([atClient?.subjectId, atHost?.subjectId]).toEqual([linkId, linkId]);
      const reason = 'Our record is right';
      await world
        .officer(clientSide)
        .make(`/v1/staff/cases/${atClient.id}/resolve`, { choice: 'SAY_ANEW', reason });
      await world.officer(hostSide).make(`/v1/staff/cases/${atHost.id}/resolve`, { choice: 'LEAVE', reason });
      await untilAllSaid(world);
      expect((await reconcile(hostSide)).result).toMatchObject({ agreed: 2, cases: 0 });
    });

    it('REC-1: raises no alarm while the host edits', async () => {
      const { hostSide, clientSide } = sides();
      const { carrier } = linked[host]!.filed;
      let edits = 0;
      let isOver = false;
      const editing = (async () => {
        while (!isOver)
          await carrier
            .at(hostSide)
            .edit(`/v1/accounts/${account(hostSide)}`, { tradeName: `Trade name ${(edits += 1)}` });
      })();
      try {
        for (const side of [hostSide, clientSide, hostSide, clientSide, hostSide])
          expect(await reconcile(side)).toMatchObject({
            state: 'SIGNED',
            result: { repaired: 0, cases: 0, saidAgain: 0 },
          });
      } finally {
        isOver = true;
        await editing;
      }
      expect(edits).toBeGreaterThan(5);
      expect([...(await driftCases(hostSide)), ...(await driftCases(clientSide))]).toEqual([]);
    });
  });

  it('lists them newest first, page by page, to staff alone', async () => {
    const officer = world.officer(world.pip);
    const first = await officer.read('/v1/staff/reconciliations?limit=2');
    expect(first.items).toHaveLength(2);
    const second = await officer.read(`/v1/staff/reconciliations?limit=2&cursor=${first.next}`);
    const ids = [...first.items, ...second.items].map(({ id }: any) => id);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    const { carrier } = linked.CTPAT!.filed;
    expect((await carrier.at(world.ctpat).get('/v1/staff/reconciliations')).status).toBe(403);
    expect((await world.auditor(world.pip).post('/v1/staff/reconciliations')).status).toBe(403);
    expect((await officer.get('/v1/staff/reconciliations?cursor=no')).status).toBe(400);
  });

  it('starts one with the same key once', async () => {
    const officer = world.officer(world.pip);
    const key = { 'idempotency-key': 'reconcile-once-1' };
    const [one, other] = [
      await officer.post('/v1/staff/reconciliations', {}, key),
      await officer.post('/v1/staff/reconciliations', {}, key),
    ];
    expect([one.status, other.status]).toEqual([202, 202]);
    expect(other.body.id).toBe(one.body.id);
    expect((await officer.call('POST', '/v1/staff/reconciliations')).status).toBe(400);
    await untilHolds(
      () => officer.read(`/v1/staff/reconciliations/${one.body.id}`),
      ({ state }) => state === 'SIGNED',
      'it to be over',
    );
  });

  it('fails, and says why, while the other side is away', async () => {
    world.ctpat.line.behave = isDown;
    expect(await reconcile(world.ctpat)).toMatchObject({ state: 'FAILED', failure: 'PEER_UNREACHABLE' });
  });

  it('happens once a day by itself, whichever side comes first', async () => {
    await world.advanceDays(1);
    const [atCtpat, atPip] = await Promise.all(
      world.both.map((side) => world.officer(side).read('/v1/staff/reconciliations?limit=1')),
    );
    expect(atCtpat.items[0]).toMatchObject({ state: 'SIGNED', requestedBy: 'system:reconcile-daily' });
    expect(atPip.items[0].id).toBe(atCtpat.items[0].id);
  });

  it('answers nobody but the other program', async () => {
    const body = JSON.stringify({ step: 'list', run: '00000000-0000-7000-8000-000000000000', buckets: [1] });
    const headers = { 'content-type': 'application/vnd.peer.v1+json' };
    const answer = await fetch(`${world.pip.url}/peer/v1/digests`, { method: 'POST', headers, body });
    expect(answer.status).toBe(401);
  });
});
