import type { Session } from '@testing/people/session';
import type { FreshCarrier } from './support/fresh-carrier';
import { Mailboxes } from './support/mailbox';
import { aCompany } from './support/play/people';
import { PROGRAM_CODES } from './support/programs';
import type { Side } from './support/side';
import { startWorld, type World } from './support/world';

const WRONG = '2222222222';

describe('owner of the account gone: an account without its people', () => {
  let world: World;
  const mail = new Mailboxes();
  beforeAll(async () => {
    world = await startWorld({ environment: mail.environment });
  });
  afterAll(async () => {
    await world?.stop();
    mail.remove();
  });

  describe.each(PROGRAM_CODES)('at %s', (program) => {
    let side: Side;
    let carrier: FreshCarrier;
    let owner: Session;
    let contact: string;
    let accountNumber: string;
    let newcomers = 0;

    beforeEach(async () => {
      side = world.sides[program];
      ({ carrier, accountNumber } = await aCompany(world, side));
      owner = carrier.at(side);
      const { contacts } = carrier.form.common;
      contact = contacts.find(({ isPrimaryContact }) => isPrimaryContact)!.email.toLowerCase();
    });

    const aNewcomer = (): Session =>
      world.people.signIn(side, {
        name: `heir-${program.toLowerCase()}-${++newcomers}`,
        role: 'CARRIER_OFFICER',
      });

    /** As the import leaves it: nobody may act on it. */
    const withoutPeople = () =>
      side.rows('DELETE FROM account_access WHERE account_number = $1', [accountNumber]);

    describe('is claimed for the first time', () => {
      const ask = (by: Session, number = accountNumber) =>
        by.post('/v1/account-claims', { accountNumber: number });
      const redeem = (by: Session, code: string) =>
        by.post('/v1/account-claims/redeem', { accountNumber, code });

      it('with the code mailed to the contact on file, once', async () => {
        await withoutPeople();
        const newcomer = aNewcomer();
        expect((await ask(newcomer)).status).toBe(202);
        const code = await mail.codeFor(side, contact);

        expect((await redeem(newcomer, WRONG)).body.code).toBe('CODE_NOT_ACCEPTED');
        expect((await redeem(newcomer, code)).body).toEqual({ accountNumber });
        expect((await redeem(aNewcomer(), code)).body.code).toBe('CODE_NOT_ACCEPTED');
        expect((await newcomer.read(`/v1/accounts/${accountNumber}`)).accountNumber).toBe(accountNumber);
        expect((await newcomer.read(`/v1/accounts/${accountNumber}/users`)).items).toMatchObject([
          { login: newcomer.login, role: 'OFFICER' },
        ]);
      });

      it('with one answer, whether there is such an account, it has its people, or its contact was written to often enough', async () => {
        const mails = async () =>
          (await mail.of(side, contact)).filter(({ text }) => /code is|code est/.test(text)).length;
        const answers = [await ask(aNewcomer()), await ask(aNewcomer(), 'NOSUCHACCOUNT')];
        expect(await mails()).toBe(0);
        await withoutPeople();
        for (let n = 0; n < 5; n++) answers.push(await ask(aNewcomer()));
        expect(await mails()).toBe(3);

        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
        expect(new Set(answers.map(({ body }) => Object.keys(body).join()))).toEqual(
          new Set(['accountNumber,expiresAt']),
        );
      });

      it('not with a late code, nor by trying, nor by asking all the time', async () => {
        await withoutPeople();
        await ask(aNewcomer());
        const code = await mail.codeFor(side, contact);
        for (let n = 0; n < 5; n++) await redeem(aNewcomer(), WRONG);
        expect((await redeem(aNewcomer(), code)).body.code).toBe('CODE_NOT_ACCEPTED');

        world.clock.advanceDays(2);
        await ask(aNewcomer());
        const late = await mail.codeFor(side, contact);
        world.clock.advanceDays(4);
        expect((await redeem(aNewcomer(), late)).body.code).toBe('CODE_NOT_ACCEPTED');

        const curious = aNewcomer();
        for (let n = 0; n < 10; n++) await ask(curious, `X${n}`);
        expect((await ask(curious, 'X10')).body).toMatchObject({ status: 429, code: 'CODE_TRIES_EXHAUSTED' });
      });

      it('by one of two who redeem the code at once', async () => {
        await withoutPeople();
        await ask(aNewcomer());
        const code = await mail.codeFor(side, contact);
        const answers = await Promise.all([redeem(aNewcomer(), code), redeem(aNewcomer(), code)]);

        expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422]);
      });
    });

    describe('moves to a newcomer with the help of staff', () => {
      const why = 'I am the new president; Margaret retired and her mailbox is closed.';
      const asked = async (newcomer = aNewcomer()) => ({
        newcomer,
        id: (await newcomer.make('/v1/ownership-requests', { accountNumber, reason: why })).id as string,
      });
      const caseOf = async (id: string, state = 'OPEN') =>
        (await world.officer(side).read(`/v1/staff/cases?subjectId=${id}&state=${state}`)).items.at(-1);
      const resolve = async (id: string, choice: string, by = world.officer(side)) =>
        by.post(`/v1/staff/cases/${(await caseOf(id)).id}/resolve`, {
          choice,
          reason: 'Checked with the register.',
        });
      const stateOf = async (newcomer: Session, id: string) =>
        (await newcomer.read('/v1/ownership-requests')).items.find((row: any) => row.id === id).state;
      const object = (id: string, by = owner) =>
        by.post(`/v1/accounts/${accountNumber}/ownership-requests/${id}/object`, {
          reason: 'I am still here.',
        });

      it('after ten days without an objection: old rights end, with their invitations and codes', async () => {
        const { newcomer, id } = await asked();
        const invited = `left-${id.slice(-6)}@company.example`;
        await owner.make(`/v1/accounts/${accountNumber}/users`, { email: invited, role: 'USER' });
        expect(await caseOf(id)).toMatchObject({
          kind: 'OWNERSHIP_TRANSFER',
          facts: { accountNumber, reason: why },
        });
        expect((await resolve(id, 'APPROVE')).status).toBe(200);
        const told = (await mail.of(side, contact)).filter(({ text }) =>
          text.includes(`${newcomer.login}.example`),
        );
        expect(told).toHaveLength(1);

        await world.advanceDays(9);
        expect(await stateOf(newcomer, id)).toBe('WAITING');
        expect((await newcomer.get(`/v1/accounts/${accountNumber}`)).status).toBe(404);
        await world.advanceDays(1);
        await world.advanceDays(0);
        expect(await stateOf(newcomer, id)).toBe('MOVED');
        expect((await newcomer.get(`/v1/accounts/${accountNumber}`)).status).toBe(200);
        expect((await owner.get(`/v1/accounts/${accountNumber}`)).status).toBe(404);
        expect(await newcomer.read(`/v1/accounts/${accountNumber}/users`)).toMatchObject({
          items: [{ login: newcomer.login, role: 'OFFICER' }],
          invitations: [],
        });
        const { items } = await world
          .auditor(side)
          .read(`/v1/staff/audit?subjectKind=account&subjectId=${accountNumber}`);
        expect(items.map(({ action }: any) => action)).toContain('account.ownership-moved');
      });

      it('not while an old officer objects; headquarters may then move it, an officer may only refuse', async () => {
        const { newcomer, id } = await asked();
        expect((await object(id)).status).toBe(404);
        await resolve(id, 'APPROVE');
        expect((await owner.read(`/v1/accounts/${accountNumber}/ownership-requests`)).items).toMatchObject([
          { id, state: 'WAITING', reason: why },
        ]);
        expect((await object(id, aNewcomer())).status).toBe(404);
        expect((await object(id)).body.state).toBe('OBJECTED');
        expect((await object(id)).body).toMatchObject({ status: 409, code: 'REQUEST_STATE' });
        await world.advanceDays(30);
        expect((await owner.get(`/v1/accounts/${accountNumber}`)).status).toBe(200);

        expect((await resolve(id, 'REFUSE')).status).toBe(200);
        expect(await stateOf(newcomer, id)).toBe('REFUSED');
        expect((await newcomer.read('/v1/notices')).items[0].kind).toBe('OWNERSHIP_REFUSED');
        expect((await owner.get(`/v1/accounts/${accountNumber}`)).status).toBe(200);
      });

      it('at once where headquarters overrules the objection', async () => {
        const { newcomer, id } = await asked();
        await resolve(id, 'APPROVE');
        await object(id);
        expect((await resolve(id, 'MOVE')).body.code).toBe('NOT_ALLOWED');
        expect((await resolve(id, 'MOVE', world.headquarters(side))).status).toBe(200);

        expect(await stateOf(newcomer, id)).toBe('MOVED');
        expect((await owner.get(`/v1/accounts/${accountNumber}`)).status).toBe(404);
      });

      it('or stays when the newcomer withdraws; its case closes', async () => {
        const { newcomer, id } = await asked();
        expect((await aNewcomer().post(`/v1/ownership-requests/${id}/withdraw`)).status).toBe(404);
        await newcomer.make(`/v1/ownership-requests/${id}/withdraw`);

        expect(await caseOf(id)).toBeUndefined();
        expect(await caseOf(id, 'RESOLVED')).toMatchObject({ resolution: { choice: 'WITHDRAWN' } });
        expect((await newcomer.post(`/v1/ownership-requests/${id}/withdraw`)).body.code).toBe(
          'REQUEST_STATE',
        );
      });

      it('with one answer for an account that does not exist, once at a time, and never for one’s own', async () => {
        const { newcomer } = await asked();
        const unknown = await newcomer.post('/v1/ownership-requests', {
          accountNumber: 'NOSUCH1',
          reason: why,
        });
        expect(unknown).toMatchObject({ status: 201, body: { state: 'REQUESTED', movesAt: null } });
        expect(await caseOf(unknown.body.id)).toBeUndefined();
        const again = await newcomer.post('/v1/ownership-requests', { accountNumber, reason: why });
        expect(again.body.code).toBe('REQUEST_ALREADY_OPEN');
        const own = await owner.post('/v1/ownership-requests', { accountNumber, reason: why });
        expect(own.body.code).toBe('USER_EXISTS');
        for (let n = 2; n < 5; n++)
          await newcomer.make('/v1/ownership-requests', { accountNumber: `NOSUCH${n}`, reason: why });
        const sixth = await newcomer.post('/v1/ownership-requests', {
          accountNumber: 'NOSUCH9',
          reason: why,
        });
        expect(sixth.body).toMatchObject({ status: 429, code: 'REQUESTS_EXHAUSTED' });
      });
    });
  });
});
