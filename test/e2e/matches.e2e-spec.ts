import { randomUUID } from 'node:crypto';
import { Blinding, TokenInvalid } from '@harmonization/match/blinding';
import { ristretto255 } from '@noble/curves/ed25519';
import { answerKey, csvLines } from '../members/files';
import { openCase } from './support/play/casework';
import { becomeMemberOfBoth, linkMembers } from './support/play/flows';
import { casesOf } from './support/play/life';
import { untilAllSaid } from './support/play/review';
import type { Side } from './support/side';
import { tablesWith } from './support/table-text';
import { until } from './support/until';
import { startWorld, type World } from './support/world';

const SETTINGS = { seed: 'matches', count: 64, pairs: 40, lookAlikes: 20 };

describe('the search for carriers that both programs know', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    for (const side of world.both) await bringIn(side);
  });
  afterAll(() => world?.stop());

  async function bringIn(side: Side): Promise<void> {
    const file = [...csvLines(side.program === 'CTPAT' ? 'ctpat' : 'pip', SETTINGS)].join('\n');
    const headers = { 'content-type': 'text/csv', 'idempotency-key': 'members' };
    const { body } = await world
      .headquarters(side)
      .call('POST', '/v1/staff/imports', { body: file, headers });
    await until(
      async () => (await world.headquarters(side).read(`/v1/staff/imports/${body.id}`)).state === 'DONE',
    );
  }

  async function run(side: Side): Promise<void> {
    const { runId } = await world.headquarters(side).make('/v1/staff/matches/runs');
    for (const each of world.both)
      await until(
        async () => {
          const found = await world.officer(each).get(`/v1/staff/matches/runs/${runId}`);
          if (found.body.state === 'ENDED') throw new Error(JSON.stringify(found.body));
          return found.body.state === 'DONE';
        },
        { what: `the end of the run at ${each.program}`, deadlineMs: 80_000 },
      );
  }

  const reviewsAt = (side: Side) =>
    side.rows<{ id: string; subject_id: string; state: string; facts: any }>(
      `SELECT id, subject_id, state, facts FROM staff_case WHERE kind = 'MATCH_REVIEW' ORDER BY subject_id`,
    );

  it('finds every pair that a rule covers and no look-alike, on both sides the same', async () => {
    await run(world.ctpat);
    const [ctpat, pip] = [await reviewsAt(world.ctpat), await reviewsAt(world.pip)];
    const atPip = new Map(pip.map(({ subject_id, facts }) => [subject_id, facts.accountNumber]));
    const found = ctpat.map(({ subject_id, facts }) => `${facts.accountNumber} ${atPip.get(subject_id)}`);
    const covered = answerKey(SETTINGS).pairs.filter(({ common }) => common.length > 0);

    expect(found.toSorted()).toEqual(covered.map(({ ctpat, pip }) => `${ctpat} ${pip}`).toSorted());
    expect(pip).toHaveLength(ctpat.length);
  });

  it('keeps no secret and no token of the other side when it has ended', async () => {
    for (const side of world.both) {
      const [{ secrets, tokens }] = (await side.rows<any>(
        `SELECT (SELECT count(*)::int FROM match_run WHERE secret IS NOT NULL) AS secrets, (SELECT count(*)::int FROM match_token) AS tokens`,
      )) as [any];
      const heard = await side.rows(
        `SELECT 1 FROM heard_record WHERE kind = 'match' AND subject LIKE '%/%' AND record <> '{}'`,
      );
      expect([secrets, tokens, heard]).toEqual([0, 0, []]);
    }
  });

  it('MATCH-10: keeps no token anywhere once the search is over and all of it has been said, whoever said it', async () => {
    const crossed = world.both.flatMap(({ line }) => line.heard.map(({ body }) => body.toString()));
    const tokens = [...new Set(crossed.flatMap((text) => text.match(/(?<=")[A-Za-z0-9_-]{43}(?=")/g) ?? []))];
    expect(tokens.length).toBeGreaterThan(256);
    await untilAllSaid(world);
    for (const side of world.both) {
      await side.runDueJobs();
      expect(await tablesWith(side, tokens)).toEqual([]);
    }
  });

  it('MATCH-10: keeps no token in a message that was parked: once the search is over it is given up', async () => {
    const token = 'parked-'.padEnd(43, 'x');
    const [parked] = await world.ctpat.rows<{ id: string }>(
      `UPDATE outbox SET state = 'PARKED', envelope = jsonb_set(envelope::jsonb, '{record}', to_jsonb(ARRAY[$1]::text[]))::json
       WHERE id = (SELECT id FROM outbox WHERE kind = 'match' AND subject LIKE '%/%' ORDER BY id LIMIT 1) RETURNING id`,
      [token],
    );
    await openCase(world.ctpat, {
      ...{ kind: 'PARKED_MESSAGE', subjectKind: 'message', subjectId: parked!.id },
      facts: { code: 'RECORD_MALFORMED', kind: 'match', about: 'portion' },
    });
    await world.ctpat.rows('UPDATE match_run SET is_forgotten = false');

    await world.ctpat.runDueJobs();

    expect(await tablesWith(world.ctpat, [token])).toEqual([]);
    expect(await casesOf(world, world.ctpat, 'PARKED_MESSAGE', parked!.id)).toEqual([]);
    expect((await world.officer(world.ctpat).read('/v1/staff/exchange')).parked).toBe(0);
  });

  it('proposes nothing twice, whoever starts the next search', async () => {
    const before = await reviewsAt(world.ctpat);
    await run(world.pip);

    const idsOf = (reviews: typeof before): string[] => reviews.map(({ id }) => id);
    expect(idsOf(await reviewsAt(world.ctpat))).toEqual(idsOf(before));
  });

  it('invites the carrier once both programs call a pair likely, and links nothing', async () => {
    const [here] = await reviewsAt(world.ctpat);
    const there = (await reviewsAt(world.pip)).find(({ subject_id }) => subject_id === here!.subject_id)!;
    const view = await world.officer(world.ctpat).read(`/v1/staff/cases/${here!.id}`);
    expect(JSON.stringify(view)).toContain('may be one carrier');
    const vote = { choice: 'CONFIRM_LIKELY', reason: 'The same numbers' };
    await world.officer(world.ctpat).make(`/v1/staff/cases/${here!.id}/resolve`, vote);
    const invited = (side: Side) => side.rows(`SELECT 1 FROM notice WHERE kind = 'LINK_INVITED'`);
    expect(await invited(world.ctpat)).toEqual([]);
    await world.officer(world.pip).make(`/v1/staff/cases/${there.id}/resolve`, vote);

    for (const side of world.both)
      await until(async () => (await invited(side)).length === 1, { what: 'the invitation' });
    for (const side of world.both) expect(await side.rows('SELECT 1 FROM link')).toEqual([]);
  });

  it('is for headquarters, and one at a time', async () => {
    expect((await world.officer(world.ctpat).post('/v1/staff/matches/runs')).status).toBe(403);
    expect(
      (await world.officer(world.ctpat).get('/v1/staff/matches/runs/0198a000-0000-7000-8000-00000000abcd'))
        .status,
    ).toBe(404);
    await world.ctpat.rows(
      `INSERT INTO match_run (run_id, started_here, state, secret, started_by, started_at)
      VALUES ('00000000-0000-7000-8000-000000000001', true, 'EXCHANGING', '5', 'hq', $1)`,
      [world.clock.now()],
    );
    const refused = await world.headquarters(world.ctpat).post('/v1/staff/matches/runs');
    await world.ctpat.rows(
      `UPDATE match_run SET state = 'ENDED' WHERE run_id = '00000000-0000-7000-8000-000000000001'`,
    );

    expect(refused).toMatchObject({ status: 409, body: { code: 'MATCH_RUN_OPEN' } });
  });

  it('MATCH-9: closes what is asked about an account once it is linked, with the vote that stood on it', async () => {
    const carrier = world.carrier('F7');
    const accountNumbers = await becomeMemberOfBoth(world, carrier);
    const subjectId = randomUUID();
    for (const side of world.both)
      await openCase(side, {
        kind: 'MATCH_REVIEW',
        subjectKind: 'match',
        subjectId,
        facts: {
          accountNumber: accountNumbers[side.program],
          legalName: 'Linked',
          reasons: [],
          against: [],
          isOnlyOne: true,
        },
      });
    const asked = (side: Side, state: string): Promise<any[]> =>
      casesOf(world, side, 'MATCH_REVIEW', subjectId, state);
    const [{ id }] = await asked(world.ctpat, 'OPEN');
    const answer = { choice: 'CONFIRM_LIKELY', reason: 'Looks the same' };
    await world.officer(world.ctpat).make(`/v1/staff/cases/${id}/resolve`, answer);

    await linkMembers(world, carrier, world.ctpat, accountNumbers);

    for (const side of world.both) {
      expect(await asked(side, 'OPEN')).toEqual([]);
      expect(await asked(side, 'RESOLVED')).toMatchObject([
        { ownVote: null, resolution: { choice: 'LINKED' } },
      ]);
    }
  });
});

describe('blinding', () => {
  it('gives both sides the same token for the same value, and nothing else in common', async () => {
    const [a, b] = ['b5', '1f3'];
    const [ofA, ofB] = await Promise.all(
      [a, b].map((secret) => Blinding.with(secret, (each) => each.blind(['usdot|1', 'usdot|2']))),
    );
    const [ab, ba] = await Promise.all([
      Blinding.with(b, (each) => each.double(ofA!)),
      Blinding.with(a, (each) => each.double(ofB!)),
    ]);

    expect(ab).toEqual(ba);
    expect(new Set([...ofA!, ...ofB!, ...ab]).size).toBe(6);
  });

  it.each([
    ['the neutral point', Buffer.from(ristretto255.Point.ZERO.toBytes()).toString('base64url')],
    ['no point at all', Buffer.alloc(32, 0xff).toString('base64url')],
    ['too few bytes', 'AAAA'],
  ])('refuses %s', async (_, token) => {
    await expect(Blinding.with('5', (each) => each.double([token]))).rejects.toThrow(TokenInvalid);
  });
});
