import type { FreshCarrier } from './support/fresh-carrier';
import { Mailboxes } from './support/mailbox';
import { aCompany } from './support/play/people';
import { PROGRAM_CODES } from './support/programs';
import type { Side } from './support/side';
import { startWorld, type World } from './support/world';

const NOTICE = `INSERT INTO notice (id, account_number, kind, text, facts, at)
  VALUES (gen_random_uuid(), $1, $2, '{"en":"In English","fr":"En français"}', '{}', now()) RETURNING id`;

describe('mail', () => {
  let world: World;
  const mail = new Mailboxes();
  beforeAll(async () => {
    world = await startWorld({ environment: mail.environment });
  });
  afterAll(async () => {
    await world?.stop();
    mail.remove();
  });

  describe.each(PROGRAM_CODES)('of %s', (program) => {
    let side: Side;
    let carrier: FreshCarrier;
    let accountNumber: string;
    beforeEach(async () => {
      side = world.sides[program];
      ({ carrier, accountNumber } = await aCompany(world, side));
    });

    const notice = async (kind = 'TEST'): Promise<string> => {
      const [row] = await side.rows<{ id: string }>(NOTICE, [accountNumber, kind]);
      return row!.id;
    };
    const rowsOf = (noticeId: string) =>
      side.rows<{ state: string; attempts: number; last_failure: string }>(
        'SELECT state, attempts, last_failure FROM mail WHERE notice_id = $1',
        [noticeId],
      );

    it('carries a notice of an account to its primary contact, once, in the languages of the program', async () => {
      const id = await notice();
      const received = (await mail.of(side, carrier.officerEmail)).filter(({ text }) =>
        text.includes('In English'),
      );
      await side.runDueJobs();

      expect(received).toHaveLength(1);
      expect(received[0]!.subject).toContain(accountNumber);
      expect(received[0]!.text.includes('En français')).toBe(program === 'PIP');
      expect(await rowsOf(id)).toEqual([{ state: 'SENT', attempts: 1, last_failure: null }]);
      const [told] = await side.rows(
        'SELECT mail_state, mailed_at IS NOT NULL AS mailed FROM notice WHERE id = $1',
        [id],
      );
      expect(told).toEqual({ mail_state: 'QUEUED', mailed: true });
      expect(
        (await mail.of(side, carrier.officerEmail)).filter(({ text }) => text.includes('In English')),
      ).toHaveLength(1);
    });

    it('goes again where a process died after it had claimed it, once the lease is over', async () => {
      const id = await notice();
      await side.runDueJobs();
      await side.rows(
        `UPDATE mail SET state = 'PENDING', claimed_until = now() + interval '1 minute' WHERE notice_id = $1`,
        [id],
      );
      await side.runDueJobs();
      expect(await rowsOf(id)).toMatchObject([{ state: 'PENDING' }]);
      await side.rows(`UPDATE mail SET claimed_until = now() - interval '1 second' WHERE notice_id = $1`, [
        id,
      ]);
      await side.runDueJobs();
      expect(await rowsOf(id)).toMatchObject([{ state: 'SENT' }]);
    });

    it('with a one-time code rests sealed, and the code is gone from the database once it has gone out', async () => {
      const email = `sealed-${program.toLowerCase()}@company.example`;
      await carrier.at(side).make(`/v1/accounts/${accountNumber}/users`, { email, role: 'USER' });
      const stored = () =>
        side.rows<{ row: string }>('SELECT mail::text AS row FROM mail WHERE to_address = $1', [email]);
      const [before] = await stored();
      const code = await mail.codeFor(side, email);
      const [after] = await stored();

      expect(before!.row).not.toContain(code);
      expect(after!.row).not.toContain(code);
      expect(await side.rows('SELECT sealed FROM mail WHERE to_address = $1', [email])).toEqual([
        { sealed: null },
      ]);
    });
  });
});

describe('mail that nobody takes', () => {
  let world: World;
  beforeAll(async () => {
    const nobody = { MAIL_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'no-reply@program.example' };
    world = await startWorld({ environment: { CTPAT: nobody } });
  });
  afterAll(() => world?.stop());

  const queue = (side: Side, attempts: number) =>
    side.rows(
      `INSERT INTO mail (id, to_address, subject, text, attempts, created_at, next_attempt_at)
       VALUES (gen_random_uuid(), 'ann@carrier.example', '{"en":"s","fr":"s"}', '{"en":"t","fr":"t"}', $1, now(), now())`,
      [attempts],
    );
  const rows = (side: Side) =>
    side.rows<{ state: string; attempts: number; later: boolean }>(
      'SELECT state, attempts, next_attempt_at > now() AS later FROM mail ORDER BY attempts',
    );
  const metric = async (side: Side, name: string): Promise<string> =>
    (await (await fetch(`${side.url}/metrics`)).text()).split('\n').find((line) => line.startsWith(name)) ??
    '';

  it('is tried again later, and given up after the last attempt, with a metric', async () => {
    const { ctpat } = world;
    await queue(ctpat, 0);
    await queue(ctpat, 8);
    await ctpat.runDueJobs();

    expect(await rows(ctpat)).toEqual([
      { state: 'PENDING', attempts: 1, later: true },
      { state: 'GIVEN_UP', attempts: 9, later: false },
    ]);
    expect(await metric(ctpat, 'mails_pending')).toBe('mails_pending 1');
    expect(await metric(ctpat, 'mails_total{outcome="given_up"}')).toMatch(/ 1$/);
  });

  it('is given up at once where no way out is configured, so that nothing old goes out later', async () => {
    await queue(world.pip, 0);
    await world.pip.runDueJobs();

    expect(await rows(world.pip)).toMatchObject([{ state: 'GIVEN_UP', attempts: 1 }]);
  });
});
