import { submit, untilReviewedByBoth } from './support/play/application';
import { playFlow, type Linked } from './support/play/flows';
import { accountAt } from './support/play/review';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

const refusal = ({ status, body }: { status: number; body: any }) => ({ status, code: body.code });

describe('annual duties', () => {
  let world: World;
  let linked: Linked;
  beforeAll(async () => {
    world = await startWorld();
    linked = await playFlow(world, 'F1');
  });
  afterAll(() => world?.stop());

  const due = async (side: Side, query: string): Promise<any[]> =>
    (await world.officer(side).read<{ items: any[] }>(`/v1/staff/due?${query}`)).items;
  const ofAccount = (side: Side): Promise<any[]> =>
    due(side, `accountNumber=${linked.accountNumbers[side.program]}`);

  it('are listed for staff, each program’s own: a review or a sign-in, and the revalidation', async () => {
    for (const side of world.both) await side.runDueJobs();
    const duties = async (side: Side): Promise<string[]> => (await ofAccount(side)).map(({ duty }) => duty);

    expect(await duties(world.ctpat)).toEqual(['ANNUAL_REVIEW', 'REVALIDATION']);
    expect(await duties(world.pip)).toEqual(['ANNUAL_SIGN_IN', 'REVALIDATION']);
  });

  it('of an applicant are the program’s: C-TPAT certifies within 90 days', async () => {
    const filed = await submit(world.ctpat, world.carrier('F1'));
    const numbers = await untilReviewedByBoth(world, filed);
    expect(await due(world.ctpat, `accountNumber=${numbers.CTPAT}`)).toEqual([
      {
        accountNumber: numbers.CTPAT,
        duty: 'CERTIFICATION',
        dueOn: world.clock.dateIn(90),
        owedBy: 'PROGRAM',
        overdue: false,
        subject: '',
      },
    ]);
    expect(await due(world.pip, `accountNumber=${numbers.PIP}`)).toEqual([]);
  });

  it('are met by a review that an officer approves; the approved version is kept and its date is known at the other program (ANN-1, ANN-2)', async () => {
    const number = linked.accountNumbers.CTPAT;
    const carrier = linked.filed.carrier.at(world.ctpat);
    const path = `/v1/accounts/${number}/annual-reviews`;
    const review = await carrier.make(path, { statement: 'Nothing has changed.' });
    expect(refusal(await carrier.post(path, { statement: 'Again.' }))).toEqual({
      status: 409,
      code: 'ANNUAL_REVIEW_OPEN',
    });
    expect((await ofAccount(world.ctpat)).map(({ duty }) => duty)).toContain('ANNUAL_REVIEW_APPROVAL');
    const decision = `/v1/staff/annual-reviews/${review.id}/decision`;
    const approved = await world.officer(world.ctpat).make(decision, { outcome: 'APPROVED' });
    expect(approved.securityProfile.length).toBeGreaterThan(0);
    expect(refusal(await world.officer(world.ctpat).post(decision, { outcome: 'RETURNED' })).status).toBe(
      409,
    );
    expect((await accountAt(world, world.ctpat, number)).dates.lastAnnualReviewOn.on).toBe(
      world.clock.dateIn(0),
    );
    await untilHolds(
      () => accountAt(world, world.pip, linked.accountNumbers.PIP),
      ({ peer }) => peer?.lastAnnualReviewOn === world.clock.dateIn(0),
      'the date of the review at the other program',
    );
    const atPip = `/v1/accounts/${linked.accountNumbers.PIP}/annual-reviews`;
    expect(
      refusal(await linked.filed.carrier.at(world.pip).post(atPip, { statement: 'Here too.' })).code,
    ).toBe('ANNUAL_REVIEW_NOT_ASKED');
  });

  it('DUE-9: are met at PIP by a sign-in of a company officer, once a day', async () => {
    await linked.filed.carrier.at(world.pip).read('/v1/me');
    await linked.filed.carrier.at(world.pip).read('/v1/me');
    const rows = await world.pip.rows(
      'SELECT 1 FROM carrier_sign_in WHERE account_number = $1 AND signed_in_on = $2',
      [linked.accountNumbers.PIP, world.clock.dateIn(0)],
    );
    expect(rows).toHaveLength(1);
    await world.pip.runDueJobs();
    const [signIn] = await due(world.pip, `accountNumber=${linked.accountNumbers.PIP}&duty=ANNUAL_SIGN_IN`);
    expect(signIn.dueOn.slice(5)).toBe(world.clock.dateIn(0).slice(5));
  });

  it('are reminded once a step, also when days were missed, and become overdue without changing a status', async () => {
    const number = linked.accountNumbers.CTPAT;
    const reminders = async (): Promise<any[]> =>
      (await linked.filed.carrier.at(world.ctpat).read('/v1/notices?limit=100')).items.filter(
        ({ kind }: any) => kind === 'ANNUAL_REVIEW_DUE',
      );
    const before = await accountAt(world, world.ctpat, number);
    await world.advanceDays(340);
    await world.ctpat.runDueJobs();
    expect((await reminders()).map(({ facts }) => facts.daysAhead)).toEqual([30]);
    await world.advanceDays(30);
    await world.ctpat.runDueJobs();
    expect((await reminders()).map(({ facts }) => facts.daysAhead)).toEqual([0, 30]);
    const overdue = await due(world.ctpat, `overdue=true&duty=ANNUAL_REVIEW&limit=1`);
    expect(overdue).toMatchObject([{ accountNumber: number, overdue: true, owedBy: 'CARRIER' }]);
    expect((await accountAt(world, world.ctpat, number)).status).toBe(before.status);
  });
});
