import type { Session } from '@testing/people/session';
import { playFlow } from './support/play/flows';
import { untilHolds } from './support/until';
import type { Side } from './support/side';
import { startWorld, type World } from './support/world';

const REASON = { reason: 'Decided in the joint committee.' };
const BASIS = { en: 'Renewed agreement', fr: 'Entente renouvelée' };

describe('arrangements between the programs', () => {
  let world: World;
  let linkId: string;
  beforeAll(async () => {
    world = await startWorld();
    ({ linkId } = await playFlow(world, 'F1', 'host'));
  });
  afterAll(() => world?.stop());

  const hq = (side: Side, name = 'hq'): Session => world.people.signIn(side, { name, role: 'HQ' });
  const decide = (side: Side, id: string, what = 'approve', name = 'hq2') =>
    hq(side, name).post(`/v1/staff/proposals/${id}/${what}`, REASON);
  const present = async (side: Side) =>
    (await hq(side).read('/v1/staff/arrangements')).items.find((row: any) => row.inForce);
  const untilPaused = (side: Side, paused: boolean) =>
    untilHolds(
      () => world.officer(side).read(`/v1/staff/links/${linkId}`),
      (link: any) => link.paused === paused,
      `the link to be ${paused ? 'paused' : 'resumed'} at ${side.program}`,
    );

  it('change only when two persons of headquarters say so, each of them headquarters', async () => {
    for (const side of world.both) {
      const { id } = await present(side);
      const end = { effectiveTo: '2030-12-31', ...REASON };
      expect((await world.officer(side).post(`/v1/staff/arrangements/${id}/end`, end)).status).toBe(403);
      const proposal = await hq(side).make(`/v1/staff/arrangements/${id}/end`, end);
      expect((await decide(side, proposal.id, 'approve', 'hq')).body).toMatchObject({
        status: 403,
        code: 'SAME_PERSON',
      });
      expect(
        (await world.officer(side).post(`/v1/staff/proposals/${proposal.id}/approve`, REASON)).status,
      ).toBe(403);
      expect((await hq(side).post(`/v1/staff/arrangements/${id}/end`, end)).body.code).toBe(
        'REQUEST_ALREADY_OPEN',
      );
      expect((await present(side)).effectiveTo).toBeNull();

      const answers = await Promise.all([
        decide(side, proposal.id),
        decide(side, proposal.id, 'refuse', 'hq3'),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    }
  });

  it('are refused where they end before they begin, or are not there', async () => {
    const side = world.ctpat;
    const { id } = await present(side);
    const early = { effectiveTo: '2001-01-01', ...REASON };
    expect((await hq(side).post(`/v1/staff/arrangements/${id}/end`, early)).body.code).toBe('DATA_INVALID');
    const none = `/v1/staff/arrangements/${crypto.randomUUID()}/end`;
    expect((await hq(side).post(none, { effectiveTo: '2030-01-01', ...REASON })).status).toBe(404);
    const wrong = { legalBasis: { en: 'x' }, effectiveFrom: 'soon', ...REASON };
    expect((await hq(side).post('/v1/staff/arrangements', wrong)).status).toBe(422);
  });

  it('pause every live link when they end, on both sides, and a new one lets them go on', async () => {
    const [side, other] = world.both;
    const { id } = await present(side);
    const today = world.clock.dateIn(0);
    const end = await hq(side).make(`/v1/staff/arrangements/${id}/end`, { effectiveTo: today, ...REASON });
    await decide(side, end.id);
    await world.advanceDays(1);
    await untilPaused(side, true);
    await untilPaused(other, true);
    await side.runDueJobs();

    const made = await hq(side).make('/v1/staff/arrangements', {
      legalBasis: BASIS,
      effectiveFrom: world.clock.dateIn(0),
      ...REASON,
    });
    await decide(side, made.id);
    await side.runDueJobs();
    await untilPaused(side, false);
    await untilPaused(other, false);
    expect(await present(side)).toMatchObject({ legalBasis: BASIS.en, legalBasisFr: BASIS.fr });
    const { items } = await world.auditor(side).read('/v1/staff/audit?subjectKind=arrangement&limit=100');
    expect(items.map(({ action }: any) => action)).toEqual(
      expect.arrayContaining(['proposal.made', 'proposal.approved', 'arrangement.ended', 'arrangement.made']),
    );
  });
});
