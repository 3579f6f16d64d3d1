import type { Session } from '@testing/people/session';
import type { FreshCarrier } from './support/fresh-carrier';
import { Mailboxes } from './support/mailbox';
import { aCompany, joinAccount, someone, type Company } from './support/play/people';
import { PROGRAM_CODES } from './support/programs';
import type { Side } from './support/side';
import { startWorld, type World } from './support/world';

const WRONG = '2222222222';

describe('the people of an account', () => {
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
    let company: Company;
    let carrier: FreshCarrier;
    let officer: Session;
    let accountNumber: string;
    let users: string;

    beforeEach(async () => {
      side = world.sides[program];
      company = await aCompany(world, side);
      ({ carrier, accountNumber } = company);
      officer = carrier.at(side);
      users = `/v1/accounts/${accountNumber}/users`;
    });

    const joined = (role: 'OFFICER' | 'USER', token?: 'CARRIER_USER') =>
      joinAccount(world, mail, company, { token, role });

    it('are invited by a company officer, by mail, and join once with the code and the address', async () => {
      const { email, session } = someone(world, company);
      const invitation = await officer.make(users, { email: email.toUpperCase(), role: 'USER' });
      expect(invitation).toEqual({
        id: expect.any(String),
        email,
        role: 'USER',
        invitedAt: expect.any(String),
        expiresAt: expect.any(String),
      });
      expect((await session.get(`/v1/accounts/${accountNumber}`)).status).toBe(404);
      const code = await mail.codeFor(side, email);

      expect((await officer.post('/v1/invitations/accept', { code })).body.code).toBe('CODE_NOT_ACCEPTED');
      expect(await session.make('/v1/invitations/accept', { code })).toEqual({ accountNumber, role: 'USER' });
      expect((await session.post('/v1/invitations/accept', { code })).body.code).toBe('CODE_NOT_ACCEPTED');
      expect((await session.read(`/v1/accounts/${accountNumber}`)).accountNumber).toBe(accountNumber);
      expect((await officer.read(users)).items).toContainEqual(
        expect.objectContaining({ email, role: 'USER' }),
      );
    });

    it('are audited as they come, change and go, by whom', async () => {
      const { id } = await joined('USER');
      await officer.make(`${users}/${id}/role`, { role: 'OFFICER' });
      expect((await officer.call('DELETE', `${users}/${id}`)).status).toBe(204);

      const { items } = await world
        .auditor(side)
        .read(`/v1/staff/audit?subjectKind=account&subjectId=${accountNumber}&limit=100`);
      const actions = items
        .map(({ action }: any) => action)
        .filter((action: string) => action.startsWith('user.'));
      expect(actions).toEqual(['user.removed', 'user.role-changed', 'user.joined', 'user.invited']);
    });

    it('who are users draft and read, and do nothing that only a company officer may, whatever their token says', async () => {
      const { session } = await joined('USER');
      const application = (await session.read('/v1/applications')).items[0];

      expect((await session.get(`/v1/accounts/${accountNumber}`)).status).toBe(200);
      const refused = [
        await session.post(`/v1/accounts/${accountNumber}/link-codes`),
        await session.post(`/v1/applications/${application.id}/withdraw`),
        await session.post(users, { email: 'x@y.example', role: 'USER' }),
        await session.get(users),
      ];
      expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
        refused.map(() => [403, 'NOT_ALLOWED']),
      );
    });

    it('who are officers of the account but not by their token may not act as one either', async () => {
      const { session } = await joined('OFFICER', 'CARRIER_USER');

      expect((await session.get(`/v1/accounts/${accountNumber}`)).status).toBe(200);
      expect((await session.post(`/v1/accounts/${accountNumber}/link-codes`)).status).toBe(403);
    });

    it('always have an officer among them who has signed in, also when two remove each other at once', async () => {
      const [own] = (await officer.read(users)).items;
      expect((await officer.call('DELETE', `${users}/${own.id}`)).body.code).toBe('LAST_OFFICER');
      expect((await officer.post(`${users}/${own.id}/role`, { role: 'USER' })).body.code).toBe(
        'LAST_OFFICER',
      );

      const other = await joined('OFFICER');
      const answers = await Promise.all([
        officer.call('DELETE', `${users}/${other.id}`),
        other.session.call('DELETE', `${users}/${own.id}`),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 404]);
    });

    it('are known to nobody else: a stranger hears that there is no such account', async () => {
      const { session } = someone(world, company);

      expect((await session.get(users)).status).toBe(404);
      expect((await session.post(users, { email: 'x@y.example', role: 'USER' })).status).toBe(404);
      expect((await session.call('DELETE', `${users}/${crypto.randomUUID()}`)).status).toBe(404);
    });

    it('are not invited twice: a repeated request gives the same answer, a new invitation voids the first, a member is refused', async () => {
      const { email, session } = someone(world, company);
      const key = { 'idempotency-key': crypto.randomUUID() };
      const first = await officer.post(users, { email, role: 'USER' }, key);
      const again = await officer.post(users, { email, role: 'USER' }, key);
      expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
      const voided = await mail.codeFor(side, email);
      expect(await mail.of(side, email)).toHaveLength(1);

      await officer.make(users, { email, role: 'OFFICER' });
      const code = await mail.codeFor(side, email);
      expect((await session.post('/v1/invitations/accept', { code: voided })).body.code).toBe(
        'CODE_NOT_ACCEPTED',
      );
      await session.make('/v1/invitations/accept', { code });
      expect((await officer.post(users, { email, role: 'USER' })).body.code).toBe('USER_EXISTS');
    });

    it('cannot guess their way in, nor come late, nor after the invitation was taken back', async () => {
      const { email, session } = someone(world, company);
      const { id } = await officer.make(users, { email, role: 'USER' });
      const code = await mail.codeFor(side, email);
      for (let n = 0; n < 5; n++) await session.post('/v1/invitations/accept', { code: WRONG });
      expect((await session.post('/v1/invitations/accept', { code })).body).toMatchObject({ status: 429 });
      expect((await officer.call('DELETE', `${users}/invitations/${id}`)).status).toBe(204);
      expect((await officer.call('DELETE', `${users}/invitations/${id}`)).status).toBe(404);

      const late = someone(world, company);
      await officer.make(users, { email: late.email, role: 'USER' });
      const lateCode = await mail.codeFor(side, late.email);
      world.clock.advanceDays(8);
      expect((await late.session.post('/v1/invitations/accept', { code: lateCode })).body.code).toBe(
        'CODE_NOT_ACCEPTED',
      );
    });

    it('are invited by an address only: anything else is named', async () => {
      const answers = await Promise.all(
        ['nobody', 'a@b.example\r\nBcc: c@d.example', '', 7, undefined].map((email) =>
          officer.post(users, { email, role: 'USER' }),
        ),
      );

      expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422]);
      expect((await officer.post(users, { email: 'a@b.example', role: 'OWNER' })).status).toBe(422);
    });

    it('read their mail in the language that they choose, and in those of the program until then', async () => {
      const { email, session } = await joined('OFFICER');
      expect(await session.read('/v1/me/language')).toEqual({ language: null });
      expect((await session.call('PUT', '/v1/me/language', { body: '{"language":"fr"}' })).body).toEqual({
        language: 'fr',
      });
      expect((await session.call('PUT', '/v1/me/language', { body: '{"language":"de"}' })).status).toBe(422);
      await side.rows(
        `INSERT INTO notice (id, login, kind, text, facts, at) VALUES (gen_random_uuid(), $1, 'TEST', '{"en":"English","fr":"Français"}', '{}', now())`,
        [session.login],
      );

      const [newest] = (await mail.of(side, email)).toReversed();
      expect(newest!.text).toContain('Français');
      expect(newest!.text).not.toContain('English');
    });

    it('lose their way in when headquarters shuts them out, and get it back', async () => {
      const { session } = await joined('USER');
      const hq = world.headquarters(side);
      const login = encodeURIComponent(session.login);
      expect(
        (await world.officer(side).post(`/v1/staff/users/${login}/disable`, { reason: 'x' })).status,
      ).toBe(403);

      await hq.make(`/v1/staff/users/${login}/disable`, { reason: 'Stolen laptop' });
      expect((await session.get('/v1/me')).body).toMatchObject({ status: 403, code: 'LOGIN_DISABLED' });
      await hq.make(`/v1/staff/users/${login}/enable`, { reason: 'New password' });
      expect((await session.get('/v1/me')).status).toBe(200);
      expect(
        (await hq.post(`/v1/staff/users/${encodeURIComponent(hq.login)}/disable`, { reason: 'x' })).status,
      ).toBe(403);
      expect((await hq.read('/v1/staff/users?role=HQ')).items).toEqual([
        expect.objectContaining({ login: hq.login, disabledAt: null }),
      ]);
    });
  });
});
