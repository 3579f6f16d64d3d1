import { submit, untilReviewedByBoth } from './support/play/application';
import { linkAt, playFlow, type Linked } from './support/play/flows';
import { casesAt } from './support/play/host-case';
import { FULL_MEMBER } from './support/play/membership';
import { accountAt, setStatus, untilStatus } from './support/play/review';
import { PROGRAM_CODES } from './support/programs';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

const refusal = ({ status, body }: { status: number; body: any }) => ({ status, code: body.code });

describe('the standing of linked accounts', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  const noticesOf = async ({ filed }: Linked, side: Side): Promise<any[]> =>
    (await filed.carrier.at(side).read('/v1/notices')).items;

  const divergences = (side: Side, { linkId }: Linked, state: string): Promise<any[]> =>
    casesAt(world, side, { kind: 'STATUS_DIVERGENCE', subjectId: linkId, state });

  const untilDivergence = async (side: Side, linked: Linked, state = 'OPEN'): Promise<any> =>
    (
      await untilHolds(
        () => divergences(side, linked, state),
        (found) => found.length > 0,
        `a divergence ${state} at ${side.program}`,
      )
    )[0];

  describe.each(PROGRAM_CODES)('suspended in one program (%s)', (program) => {
    let linked: Linked;
    let side: Side;
    let other: Side;
    beforeAll(async () => {
      linked = await playFlow(world, program === 'CTPAT' ? 'F1' : 'F2');
      side = world.sides[program];
      other = world.other(side);
    });
    const numberAt = (at: Side): string => linked.accountNumbers[at.program];
    const suspend = (): Promise<any> =>
      setStatus(world.officer(side), numberAt(side), 'SUSPENDED', 'INCIDENT');
    const reinstate = (at: Side): Promise<any> => setStatus(world.officer(at), numberAt(at), 'PRIOR');

    it('is told to the carrier at both, opens a case at the other and changes nothing else there', async () => {
      await suspend();
      const [told] = await noticesOf(linked, side);
      expect(told).toMatchObject({
        kind: 'STATUS_WORSENED',
        facts: { after: 'SUSPENDED', reasonCode: 'INCIDENT' },
      });
      expect(told.facts.appealBy).toMatch(/^\d{4}-\d{2}-\d{2}$/);

      const opened = await untilDivergence(other, linked);
      expect(opened.facts).toMatchObject({ program, reasonCode: 'INCIDENT', accountNumber: numberAt(other) });
      const [toldThere] = await noticesOf(linked, other);
      expect(toldThere).toMatchObject({
        kind: 'PARTNER_STATUS_WORSENED',
        facts: { program, after: 'SUSPENDED', reasonCode: 'INCIDENT' },
      });
      expect(toldThere.text.fr).toContain('suspendu');
      expect((await accountAt(world, other, numberAt(other))).status).toBe(FULL_MEMBER[other.program]);
      expect(await divergences(side, linked, 'OPEN')).toEqual([]);
      expect((await linkAt(linked.filed.carrier, other, linked.linkId)).paused).toBe(true);
    });

    it('closes its case by itself when it is over', async () => {
      await reinstate(side);
      expect((await untilDivergence(other, linked, 'RESOLVED')).resolution.choice).toBe('OVER');
      expect(await divergences(other, linked, 'OPEN')).toEqual([]);
      expect((await noticesOf(linked, other))[0]).toMatchObject({ kind: 'PARTNER_STATUS_CHANGED' });
    });

    it('stays as officers there decide: kept, and a new suspension is a new case', async () => {
      await suspend();
      const first = await untilDivergence(other, linked);
      await world
        .officer(other)
        .make(`/v1/staff/cases/${first.id}/resolve`, { choice: 'KEEP', reason: 'We have seen the site.' });
      expect((await accountAt(world, other, numberAt(other))).status).toBe(FULL_MEMBER[other.program]);
      await reinstate(side);
      await world.advanceDays(1);
      await suspend();
      expect((await untilDivergence(other, linked)).id).not.toBe(first.id);
    });

    it('is suspended at the other too only where an officer there chooses it', async () => {
      const { id } = await untilDivergence(other, linked);
      await world
        .officer(other)
        .make(`/v1/staff/cases/${id}/resolve`, { choice: 'SUSPEND', reason: 'The same site.' });
      const account = await accountAt(world, other, numberAt(other));
      expect(account.status).toBe('SUSPENDED');
      expect(account.history.at(-1)).toMatchObject({ reasonCode: 'SUSPENDED_BY_PARTNER' });
      await reinstate(other);
      await reinstate(side);
      for (const each of world.both)
        await untilHolds(
          () => linkAt(linked.filed.carrier, each, linked.linkId),
          ({ paused }) => paused === false,
          'the end of the pause',
        );
    });

    it('refuses what the life cycle does not allow, who may not, and reasons that are not listed', async () => {
      const path = `/v1/staff/accounts/${numberAt(side)}/status`;
      const officer = world.officer(side);
      const end = side.program === 'CTPAT' ? 'REMOVED' : 'CANCELLED';
      const unlisted = await officer.post(path, { to: 'SUSPENDED', reasonCode: 'BAD_MOOD' });
      expect(refusal(unlisted)).toEqual({ status: 422, code: 'REASON_NOT_LISTED' });
      expect(unlisted.body.allowed).toContain('INCIDENT');
      expect(refusal(await officer.post(path, { to: 'SUSPENDED' }))).toEqual({
        status: 422,
        code: 'REASON_MISSING',
      });
      expect(refusal(await officer.post(path, { to: end, reasonCode: 'INCIDENT' }))).toEqual({
        status: 403,
        code: 'NOT_ALLOWED',
      });
      const nowhere = await officer.post(path, { to: 'PRIOR' });
      expect(refusal(nowhere)).toEqual({ status: 409, code: 'STATUS_NOT_ALLOWED' });
      expect(nowhere.body.allowed).toContain('SUSPENDED');
      const standing = await world.auditor(side).read(`/v1/staff/accounts/${numberAt(side)}/standing`);
      expect(standing.history.at(-1)).toMatchObject({
        actor: `officer@${program.toLowerCase()}`,
        source: 'officer',
      });
      expect(standing.allowed.map(({ to }: any) => to)).toContain('SUSPENDED');
    });

    it('ended by headquarters is said to the other with its reason, and the case of a suspension ends with the link', async () => {
      const end = side.program === 'CTPAT' ? 'REMOVED' : 'CANCELLED';
      await suspend();
      await untilDivergence(other, linked);
      await setStatus(world.headquarters(side), numberAt(side), end, 'INCIDENT');
      const ended = await untilHolds(
        () => noticesOf(linked, other),
        (notices) => notices.some(({ facts }) => facts.after === 'ENDED_BY_PROGRAM'),
        'the word of the end',
      );
      expect(ended.find(({ facts }) => facts.after === 'ENDED_BY_PROGRAM')).toMatchObject({
        kind: 'PARTNER_STATUS_WORSENED',
        facts: { reasonCode: 'INCIDENT' },
      });
      await untilHolds(
        () => divergences(other, linked, 'OPEN'),
        (open) => open.length === 0,
        'the case to end',
      );
      expect((await accountAt(world, other, numberAt(other))).status).toBe(FULL_MEMBER[other.program]);
    });
  });

  describe.each([
    ['F1', 'host'],
    ['F2', 'client'],
  ] as const)('a carrier of %s that withdraws at the %s', (flow, role) => {
    it('from one program leaves the other as it is', async () => {
      const linked = await playFlow(world, flow);
      const side = linked[role];
      const other = world.other(side);
      const path = `/v1/accounts/${linked.accountNumbers[side.program]}/withdrawal`;
      const { carrier } = linked.filed;
      expect(refusal(await carrier.userAt(side).post(path, { from: 'THIS' })).status).toBe(403);
      expect(refusal(await world.carrier(flow).at(side).post(path, { from: 'THIS' })).status).toBe(404);

      expect((await carrier.at(side).make(path, { from: 'THIS' })).status).toBe('WITHDRAWN');

      expect(refusal(await carrier.at(side).post(path, { from: 'THIS' }))).toEqual({
        status: 409,
        code: 'STATUS_NOT_ALLOWED',
      });
      for (const each of world.both)
        await untilHolds(
          () => linkAt(carrier, each, linked.linkId),
          ({ phase }) => phase === 'ENDED',
          'the end of the link',
        );
      expect((await accountAt(world, other, linked.accountNumbers[other.program])).status).toBe(
        FULL_MEMBER[other.program],
      );
    });

    it('from both leaves both, each by its own row of history (WDR-1)', async () => {
      const linked = await playFlow(world, flow);
      const side = linked[role];
      const other = world.other(side);
      const { carrier } = linked.filed;
      await carrier
        .at(side)
        .make(`/v1/accounts/${linked.accountNumbers[side.program]}/withdrawal`, { from: 'BOTH' });

      const there = await untilStatus(world, other, linked.accountNumbers[other.program], 'WITHDRAWN');
      expect(there.history.at(-1)).toMatchObject({
        reasonCode: 'CARRIER_REQUEST',
        source: `carrier, from both programs via ${side.program}`,
      });
    });
  });

  it('of a member of PIP is mended by an action plan (PLAN-1, PLAN-2, PLAN-3)', async () => {
    const { filed, accountNumbers, linkId } = await playFlow(world, 'F2');
    const number = accountNumbers.PIP;
    const officer = world.officer(world.pip);
    const plan = `/v1/staff/accounts/${number}/action-plan`;
    const order = { text: 'Mend the fence.', dueOn: world.clock.dateIn(60), reasonCode: 'VALIDATION_FAILED' };
    const bare = { to: 'ACTION_PLAN', reasonCode: 'VALIDATION_FAILED' };
    expect((await officer.post(`/v1/staff/accounts/${number}/status`, bare)).body).toMatchObject({
      code: 'STATUS_NOT_ALLOWED',
      requires: 'ACTION_PLAN',
    });
    expect(refusal(await officer.post(plan, { ...order, dueOn: world.clock.dateIn(-1) })).status).toBe(422);
    const carrier = filed.carrier.at(world.pip);
    const report = `/v1/accounts/${number}/action-plans/report`;
    expect(refusal(await carrier.post(report, { text: 'Done.' })).code).toBe('ACTION_PLAN_NOT_OPEN');

    await officer.make(plan, order);
    expect(refusal(await officer.post(plan, order)).code).toBe('STATUS_NOT_ALLOWED');
    expect((await accountAt(world, world.pip, number)).status).toBe('ACTION_PLAN');
    expect((await linkAt(filed.carrier, world.ctpat, linkId)).paused).toBe(false);
    const notices = (await carrier.read('/v1/notices')).items;
    expect(notices.map(({ kind }: any) => kind).slice(0, 2)).toEqual(['ACTION_PLAN', 'STATUS_WORSENED']);

    await carrier.make(report, { text: 'The fence is new.' });
    await officer.make(`${plan}/answer`, { accepted: false, dueOn: world.clock.dateIn(90) });
    await carrier.make(report, { text: 'And the gate.' });
    expect(await officer.make(`${plan}/answer`, { accepted: true })).toMatchObject({
      state: 'DONE',
      reports: [{ text: 'The fence is new.' }, { text: 'And the gate.' }],
    });
    expect((await accountAt(world, world.pip, number)).status).toBe('MEMBER');

    const atCtpat = `/v1/staff/accounts/${accountNumbers.CTPAT}/action-plan`;
    expect((await world.officer(world.ctpat).post(atCtpat, order)).body.code).toBe('STATUS_NOT_ALLOWED');
  });

  it('of an applicant of PIP: a denial is proposed, the carrier is heard, then it is made or taken back (ACC-6, ACC-7)', async () => {
    const carrier = world.carrier('F1');
    const filed = await submit(world.pip, carrier);
    const numbers = await untilReviewedByBoth(world, filed);
    const officer = world.officer(world.pip);
    const decision = `/v1/staff/applications/${filed.id}/decision`;
    const status = (to: string, reasonCode?: string): Promise<any> =>
      officer.post(`/v1/staff/accounts/${numbers.PIP}/status`, { to, reasonCode });
    await officer.make(decision, { outcome: 'DENIED', reasonCode: 'CRITERIA_NOT_MET' });
    expect((await accountAt(world, world.pip, numbers.PIP)).status).toBe('DENIAL_PROPOSED');
    const [told] = (await carrier.at(world.pip).read('/v1/notices')).items;
    expect(told).toMatchObject({ kind: 'STATUS_WORSENED', facts: { respondBy: world.clock.dateIn(30) } });
    expect((await status('DENIED', 'CRITERIA_NOT_MET')).body).toMatchObject({
      code: 'STATUS_NOT_ALLOWED',
      requires: 'INFORMAL_REVIEW',
    });

    await carrier.at(world.pip).make(`/v1/accounts/${numbers.PIP}/representations`, { text: 'We do.' });
    expect((await status('UNDER_REVIEW', 'REPRESENTATIONS_ACCEPTED')).status).toBe(200);
    expect(
      refusal(
        await carrier.at(world.pip).post(`/v1/accounts/${numbers.PIP}/representations`, { text: 'Again.' }),
      ).code,
    ).toBe('STATUS_NOT_ALLOWED');

    await officer.make(decision, { outcome: 'DENIED', reasonCode: 'CRITERIA_NOT_MET' });
    await world.advanceDays(30);
    expect((await status('DENIED', 'CRITERIA_NOT_MET')).status).toBe(409);
    await world.advanceDays(1);
    expect((await status('DENIED', 'CRITERIA_NOT_MET')).status).toBe(200);
  });
});
