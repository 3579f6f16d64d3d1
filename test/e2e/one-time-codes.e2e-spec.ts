import type { FreshCarrier } from './support/fresh-carrier';
import {
  applicationAt,
  OWN_SUPPLEMENT,
  submit,
  untilReviewedByBoth,
  untilState,
  type Filed,
} from './support/play/application';
import { linkCode } from './support/play/flows';
import { becomeMember } from './support/play/membership';
import { PROGRAM_CODES } from './support/programs';
import type { Side } from './support/side';
import { until } from './support/until';
import { startWorld, type World } from './support/world';

const PATH = '/v1/applications';
const WRONG = '2222222222';

/** What a reader can tell two applications apart by, but for their own ids, times and form. */
function told({
  id: _id,
  reference: _reference,
  createdAt: _created,
  submittedAt: _submitted,
  version: _version,
  form: _form,
  ...rest
}: any): unknown {
  return rest;
}

describe('one-time codes', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  describe.each(PROGRAM_CODES)('of %s, used at the other program', (program) => {
    let member: Side;
    let joined: Side;
    let carrier: FreshCarrier;
    let accountNumber: string;
    beforeEach(async () => {
      member = world.sides[program];
      joined = world.other(member);
      carrier = world.carrier(program === 'CTPAT' ? 'F3' : 'F6');
      accountNumber = await becomeMember(world, member, carrier);
    });

    const joinWith = (who: FreshCarrier, code: string, account = accountNumber): Promise<Filed> =>
      submit(joined, who, who.formWith(OWN_SUPPLEMENT[joined.program]), {
        peerMembership: { accountNumber: account, code },
      });

    const proofNeeded = async (filed: Filed): Promise<any> => {
      await untilState(world, joined, filed, 'PROOF_NEEDED');
      return filed.carrier.at(joined).read(`${PATH}/${filed.id}`);
    };

    const prove = (filed: Filed, code: string, account = accountNumber) =>
      filed.carrier.at(joined).post(`${PATH}/${filed.id}/proof`, { accountNumber: account, code });

    const untilHeard = (side: Side, { id }: Filed) =>
      until(async () => (await side.rows('SELECT 1 FROM heard_record WHERE subject = $1', [id])).length > 0, {
        what: `the other program's first word of application ${id}`,
      });

    const withdraw = (filed: Filed) => filed.carrier.at(joined).make(`${PATH}/${filed.id}/withdraw`);

    it('are ten characters that read alike by no one, differ each time, and are given to the account’s own officer only', async () => {
      const codes = [
        await linkCode(carrier, member, accountNumber),
        await linkCode(carrier, member, accountNumber),
      ];

      for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{10}$/);
      expect(codes[0]).not.toBe(codes[1]);
      expect(
        (await world.carrier('F1').at(member).post(`/v1/accounts/${accountNumber}/link-codes`)).status,
      ).toBe(404);
      expect((await carrier.userAt(member).post(`/v1/accounts/${accountNumber}/link-codes`)).status).toBe(
        403,
      );
      const kept = await member.rows<{ row: string }>('SELECT link_code::text AS row FROM link_code');
      for (const { row } of kept) codes.forEach((code) => expect(row).not.toContain(code));
    });

    it('answer alike where they are wrong, expired, used, replaced, or of an account that does not exist', async () => {
      const replaced = await linkCode(carrier, member, accountNumber);
      const expired = await linkCode(carrier, member, accountNumber);
      world.clock.advanceDays(4);
      const answers: unknown[] = [];
      for (const [code, account] of [
        [WRONG, accountNumber],
        [expired, accountNumber],
        [replaced, accountNumber],
        [WRONG, accountNumber.replace(/\d$/, 'X')],
      ] as const) {
        const filed = await joinWith(carrier, code, account);
        answers.push(told(await proofNeeded(filed)));
        await withdraw(filed);
        await untilState(world, member, filed, 'WITHDRAWN');
      }

      expect(answers).toEqual(answers.map(() => answers[0]));
    });

    it('prove control once, at once or later, and never twice', async () => {
      const code = await linkCode(carrier, member, accountNumber);
      const first = await joinWith(carrier, WRONG);
      await proofNeeded(first);
      expect((await prove(first, code)).status).toBe(200);
      const accountNumbers = await untilReviewedByBoth(world, first);
      expect(accountNumbers[member.program]).toBe(accountNumber);

      await withdraw(first);
      await untilState(world, member, first, 'WITHDRAWN');
      const second = await joinWith(carrier, code);
      expect(await proofNeeded(second)).toMatchObject({ asks: [{ kind: 'PROOF', program: member.program }] });
    });

    it('prove only the membership that the application is about: another’s code, lent, opens nothing (PROOF-1)', async () => {
      const lender = world.carrier(program === 'CTPAT' ? 'F3' : 'F6');
      const lent = await becomeMember(world, member, lender);
      const code = await linkCode(lender, member, lent);

      const filed = await submit(joined, carrier, carrier.form, {
        peerMembership: { accountNumber: lent, code },
      });

      expect(await proofNeeded(filed)).toMatchObject({ asks: [{ kind: 'PROOF', program: member.program }] });
      expect((await prove(filed, await linkCode(carrier, member, accountNumber))).status).toBe(200);
      expect((await untilReviewedByBoth(world, filed))[member.program]).toBe(accountNumber);
    });

    it('are waited for before the host is worked out: a member whom the code alone finds is no stranger (APP-8)', async () => {
      const code = await linkCode(carrier, member, accountNumber);
      const lock = 'SELECT 1 FROM link_code WHERE account_number = $1 FOR UPDATE';

      const filed = await member.whileHolding(lock, [accountNumber], async () => {
        const asked = await joinWith(carrier, code);
        await untilHeard(joined, asked);
        expect(await applicationAt(world, joined, asked.id)).toMatchObject({ state: 'SUBMITTED' });
        return asked;
      });

      expect((await untilReviewedByBoth(world, filed))[member.program]).toBe(accountNumber);
      const { scenario } = await applicationAt(world, joined, filed.id);
      expect(scenario).toBe(program === 'CTPAT' ? 2 : 3);
    });

    it('are void after five wrong tries, whoever makes them', async () => {
      const code = await linkCode(carrier, member, accountNumber);
      for (let n = 0; n < 5; n++) {
        const guesser = world.carrier('F2');
        await proofNeeded(await joinWith(guesser, WRONG));
      }

      const filed = await joinWith(carrier, code);
      expect(await proofNeeded(filed)).toMatchObject({ state: 'PROOF_NEEDED' });
    });

    it('allow one login five tries in 72 hours', async () => {
      const filed = await joinWith(carrier, WRONG);
      for (let n = 1; n < 5; n++) {
        await proofNeeded(filed);
        expect((await prove(filed, WRONG)).status).toBe(200);
      }
      await proofNeeded(filed);
      expect((await prove(filed, WRONG)).body).toMatchObject({ status: 429, code: 'CODE_TRIES_EXHAUSTED' });

      world.clock.advanceDays(4);
      expect((await prove(filed, await linkCode(carrier, member, accountNumber))).status).toBe(200);
      await untilReviewedByBoth(world, filed);
    });

    it('are asked for where the carrier says nothing of its membership, and nothing of it is shown before', async () => {
      const filed = await submit(joined, carrier);
      const seen = await proofNeeded(filed);

      expect(seen).toMatchObject({
        state: 'PROOF_NEEDED',
        asks: [{ kind: 'PROOF', program: member.program }],
        hostRules: [],
        headquarters: { own: 'PENDING' },
      });
      for (const hidden of [
        'peerAccountNumber',
        'accountNumber',
        'scenario',
        'flow',
        'host',
        'linkId',
        'outcome',
      ])
        expect(seen).not.toHaveProperty(hidden);
      expect(JSON.stringify(seen)).not.toContain(accountNumber);
      expect((await carrier.at(member).read(`/v1/accounts/${accountNumber}`)).linkId).toBeUndefined();
      const [said] = await member.rows<{ record: any }>(
        `SELECT record FROM said_record WHERE kind = 'application' AND subject = $1`,
        [filed.id],
      );
      expect(said!.record).not.toHaveProperty('accountNumber');
      expect(said!.record).not.toHaveProperty('memberData');

      await prove(filed, await linkCode(carrier, member, accountNumber));
      expect((await untilReviewedByBoth(world, filed))[member.program]).toBe(accountNumber);
    });

    it('are waited for 30 days, then the application ends on both sides', async () => {
      const filed = await submit(joined, carrier);
      await proofNeeded(filed);

      await world.advanceDays(29);
      await proofNeeded(filed);
      await world.advanceDays(2);

      for (const side of world.both) await untilState(world, side, filed, 'EXPIRED');
      expect((await prove(filed, WRONG)).body).toMatchObject({ status: 409, code: 'APPLICATION_STATE' });
    });
  });

  describe.each(PROGRAM_CODES)('for a membership of %s where the carrier applies', (program) => {
    let side: Side;
    let carrier: FreshCarrier;
    let accountNumber: string;
    let filed: Filed;
    beforeEach(async () => {
      side = world.sides[program];
      carrier = world.carrier(program === 'CTPAT' ? 'F3' : 'F6');
      accountNumber = await becomeMember(world, side, carrier);
      filed = await submit(side, carrier);
      await untilState(world, side, filed, 'PROOF_NEEDED');
    });

    const prove = (code: string, account = accountNumber) =>
      carrier.at(side).post(`${PATH}/${filed.id}/proof`, { accountNumber: account, code });

    it('are asked for, and answered at once', async () => {
      expect(await carrier.at(side).read(`${PATH}/${filed.id}`)).toMatchObject({
        asks: [{ kind: 'PROOF', program }],
      });

      expect((await prove(WRONG)).body).toMatchObject({ status: 422, code: 'CODE_NOT_ACCEPTED' });
      expect((await prove(WRONG, 'X999')).body).toMatchObject({ status: 422, code: 'CODE_NOT_ACCEPTED' });
      expect((await prove(await linkCode(carrier, side, accountNumber))).status).toBe(200);
      expect((await untilReviewedByBoth(world, filed))[program]).toBe(accountNumber);
    });

    it('count every wrong try, though it is refused at once', async () => {
      const code = await linkCode(carrier, side, accountNumber);
      for (let n = 0; n < 5; n++) expect((await prove(WRONG)).status).toBe(422);

      expect((await prove(code)).body).toMatchObject({ status: 429, code: 'CODE_TRIES_EXHAUSTED' });
      world.clock.advanceDays(2);
      const [{ tries }] = (await side.rows('SELECT tries FROM link_code WHERE account_number = $1', [
        accountNumber,
      ])) as [{ tries: number }];
      expect(tries).toBe(5);
    });
  });

  it('are not asked for by drafts, which are kept 30 days', async () => {
    const carrier = world.carrier('F1');
    const session = carrier.at(world.ctpat);
    const { id } = await session.make(`${PATH}?draft=true`, { form: carrier.form });

    await world.advanceDays(29);
    expect((await session.read(`${PATH}/${id}`)).state).toBe('DRAFT');
    await world.advanceDays(2);

    expect((await session.read(`${PATH}/${id}`)).state).toBe('EXPIRED');
    expect((await session.post(`${PATH}/${id}/submit`)).body).toMatchObject({
      status: 409,
      code: 'APPLICATION_STATE',
      state: 'EXPIRED',
    });
  });
});
