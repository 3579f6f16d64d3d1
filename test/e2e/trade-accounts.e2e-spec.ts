import type { FlowName } from '@harmonization/domain/scenario';
import { expectOneEditor } from './support/play/link-checks';
import { playFlow, type Linked } from './support/play/flows';
import { setStatus } from './support/play/review';
import type { Side } from './support/side';
import { startWorld, type World } from './support/world';

/** A line of each program that is not harmonized, and how such an account becomes active there and no longer is. */
const OTHER_LINE: Record<string, { line: string; path: string[] }> = {
  CTPAT: { line: 'IMPORTER', path: ['APPLICANT', 'APPROVED', 'CERTIFIED'] },
  PIP: { line: 'IMPORTER', path: ['UNDER_REVIEW'] },
};

describe.each<FlowName>(['F1', 'F2'])('a carrier with several accounts, linked by %s', (flow) => {
  let world: World;
  let linked: Linked;
  beforeAll(async () => {
    world = await startWorld();
    linked = await playFlow(world, flow);
  });
  afterAll(() => world?.stop());

  const number = (side: Side): string => linked.accountNumbers[side.program];
  const sharedAt = async (side: Side): Promise<any> =>
    (await world.officer(side).read(`/v1/staff/accounts/${number(side)}`)).shared;
  const open = async (side: Side, lineOfBusiness: string, changes: object = {}) =>
    world
      .officer(side)
      .post('/v1/staff/accounts', { lineOfBusiness, shared: await sharedAt(side), ...changes });

  it('TRADE-1: an account of another line belongs to the same company at both programs, and lives its own life', async () => {
    for (const side of world.both) {
      const { line } = OTHER_LINE[side.program]!;
      const opened = await open(side, line);
      expect([opened.status, opened.body.code]).toEqual([201, undefined]);
      const company = await world.officer(side).read(`/v1/staff/accounts/${number(side)}/trade-account`);
      expect(company.accounts.map(({ accountNumber }: any) => accountNumber).toSorted()).toEqual(
        [number(side), opened.body.accountNumber].toSorted(),
      );
      const { items } = await linked.filed.carrier.at(side).read('/v1/accounts');
      expect(items).toContainEqual(
        expect.objectContaining({ accountNumber: opened.body.accountNumber, recordRole: 'STANDALONE' }),
      );
      expect(
        (await linked.filed.carrier.at(side).get(`/v1/accounts/${opened.body.accountNumber}`)).status,
      ).toBe(200);
    }
  });

  it('TRADE-2: a second account of the harmonized line is refused, and staff get a case', async () => {
    for (const side of world.both) {
      const { lineOfBusiness } = await world.officer(side).read(`/v1/staff/accounts/${number(side)}`);
      const refused = await open(side, lineOfBusiness);
      expect(refused.body).toMatchObject({
        status: 409,
        code: 'ACCOUNT_DUPLICATE',
        accountNumber: number(side),
      });
      const { items } = await world
        .officer(side)
        .read(`/v1/staff/cases?kind=DUPLICATE&subjectId=${number(side)}`);
      expect(items).toHaveLength(1);
    }
  });

  it('TRADE-3: an inactive other account is warned of, and blocks nothing', async () => {
    const side = world.ctpat;
    const { line, path } = OTHER_LINE.CTPAT!;
    const { accounts } = await world.officer(side).read(`/v1/staff/accounts/${number(side)}/trade-account`);
    const other = accounts.find(({ lineOfBusiness }: any) => lineOfBusiness === line).accountNumber;
    for (const to of path) await setStatus(world.officer(side), other, to).catch(() => undefined);
    const mine = async (): Promise<any> =>
      (await linked.filed.carrier.at(side).read('/v1/accounts')).items.find(
        ({ accountNumber }: any) => accountNumber === number(side),
      );
    expect((await mine()).warnings).toEqual([]);

    await setStatus(world.officer(side), other, 'SUSPENDED', 'INCIDENT');

    expect((await mine()).warnings).toEqual([
      expect.objectContaining({ code: 'OTHER_ACCOUNT_INACTIVE', linesOfBusiness: [line] }),
    ]);
    await expectOneEditor(linked);
  });

  it('refuses what is wrong with a new account, and whoever may not open one', async () => {
    const side = world.ctpat;
    const wrong = await open(side, 'SPACE_CARRIER', { shared: { legalName: 'X' } });
    expect(wrong.body).toMatchObject({ status: 422, code: 'DATA_INVALID' });
    expect(wrong.body.violations.map(({ pointer }: any) => pointer)).toEqual(
      expect.arrayContaining(['/lineOfBusiness', '/shared/addresses']),
    );
    const unknown = await open(side, 'IMPORTER', { tradeAccountId: '0198a000-0000-7000-8000-00000000000f' });
    expect(unknown.body).toMatchObject({ status: 404 });
    expect((await world.auditor(side).post('/v1/staff/accounts', {})).status).toBe(403);
    expect((await linked.filed.carrier.at(side).post('/v1/staff/accounts', {})).status).toBe(403);
  });
});
