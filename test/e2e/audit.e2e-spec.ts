import { playFlow, type Linked } from './support/play/flows';
import { setStatus } from './support/play/review';
import type { Side } from './support/side';
import { startWorld, type World } from './support/world';

interface AuditRow {
  actor: string;
  actor_role: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  before: any;
  after: any;
  correlation_id: string | null;
}

const AUDIT = `SELECT actor, actor_role, action, subject_kind, subject_id, before, after, correlation_id FROM audit_entry WHERE subject_id = $1 ORDER BY id`;

describe('the audit', () => {
  let world: World;
  let linked: Linked;
  beforeAll(async () => {
    world = await startWorld();
    linked = await playFlow(world, 'F1');
  });
  afterAll(() => world?.stop());

  const auditOf = (side: Side, subjectId: string): Promise<AuditRow[]> => side.rows(AUDIT, [subjectId]);

  it('has a row for every status that the account went through, by whom, from what and to what', async () => {
    for (const side of world.both) {
      const accountNumber = linked.accountNumbers[side.program];
      const changes = await side.rows(
        `SELECT status, actor, reason_code FROM account_status_change WHERE account_number = $1 ORDER BY id`,
        [accountNumber],
      );
      const audited = (await auditOf(side, accountNumber)).filter(
        ({ action }) => action === 'account.status-changed',
      );

      expect(audited.map(({ after, actor }) => [after.status, actor])).toEqual(
        changes.map(({ status, actor }) => [status, actor]),
      );
      expect(audited.map(({ before }) => before?.status)).toEqual([
        undefined,
        ...changes.slice(0, -1).map(({ status }) => status),
      ]);
    }
  });

  it('has a row for every state of the application, in both services', async () => {
    for (const side of world.both) {
      const moved = (await auditOf(side, linked.filed.id)).filter(
        ({ action }) => action === 'application.moved',
      );
      const states = [moved[0]?.before.state, ...moved.map(({ after }) => after.state)];

      expect(states).toEqual(['SUBMITTED', 'IN_REVIEW', 'DECIDED']);
      for (const [place, { before }] of moved.entries()) expect(before.state).toBe(states[place]);
    }
    const [first] = await auditOf(linked.filed.entry, linked.filed.id);
    expect(first).toMatchObject({
      action: 'application.submitted',
      actor: linked.filed.carrier.at(linked.filed.entry).login,
      actor_role: 'CARRIER_OFFICER',
    });
  });

  it('has a row for every phase of the link, with the rule that brought it', async () => {
    for (const side of world.both) {
      const rows = (await auditOf(side, linked.linkId)).filter(({ subject_kind }) => subject_kind === 'link');

      for (const { action, after } of rows) {
        expect(action).toMatch(/^link\.[a-z-]+$/);
        expect(after).toMatchObject({
          rule: expect.stringMatching(/^[A-Z]\d/),
          phase: expect.any(String),
          host: 'CTPAT',
        });
      }
      expect(rows.at(-1)!.after.phase).toBe('ACTIVE');
    }
  });

  it('has a row for every step of the validation, and for its recognition at the client', async () => {
    const { host, client, accountNumbers } = linked;
    const [{ id }] = (await host.rows('SELECT id FROM validation WHERE account_number = $1', [
      accountNumbers[host.program],
    ])) as [{ id: string }];

    const done = (await auditOf(host, id)).map(({ action, after }) => `${action} ${after.state}`);
    expect(done).toEqual([
      'validation.planned PLANNED',
      ...['NOTICE_SENT', 'IN_PROGRESS', 'REPORT_ISSUED', 'PASSED'].map(
        (state) => `validation.moved ${state}`,
      ),
    ]);
    expect(await auditOf(client, id)).toEqual([
      expect.objectContaining({
        action: 'validation.recognized',
        actor: 'officer@pip',
        actor_role: 'OFFICER',
      }),
    ]);
  });

  it('names an actor and a correlation id in every row, and no officer of the other program', async () => {
    for (const side of world.both) {
      const rows = await side.rows<AuditRow>(
        'SELECT actor, actor_role, action, correlation_id FROM audit_entry',
      );
      const other = world.other(side).program.toLowerCase();

      expect(rows.length).toBeGreaterThan(10);
      for (const row of rows) {
        expect(row).toMatchObject({
          actor: expect.stringMatching(/.@.|^peer:|^system:/),
          actor_role: expect.stringMatching(/./),
        });
        expect(row.correlation_id).toMatch(/./);
        expect(row.actor).not.toMatch(new RegExp(`officer@${other}`));
      }
    }
  });

  it('carries the correlation id of the request that caused the change, and gives it back', async () => {
    const { accountNumbers, host } = linked;
    const officer = world.officer(host);
    const answer = await officer.post(
      `/v1/staff/accounts/${accountNumbers[host.program]}/status`,
      { to: 'SUSPENDED', reasonCode: 'INCIDENT' },
      { 'x-correlation-id': 'e2e-4711' },
    );
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.headers.get('x-correlation-id')).toBe('e2e-4711');

    const { items } = await world
      .headquarters(host)
      .read(`/v1/staff/audit?subjectKind=account&subjectId=${accountNumbers[host.program]}&limit=1`);
    expect(items).toEqual([
      expect.objectContaining({
        actor: officer.login,
        action: 'account.status-changed',
        reason: 'INCIDENT',
        before: { status: 'CERTIFIED_VALIDATED' },
        after: { status: 'SUSPENDED', source: 'officer' },
        correlationId: 'e2e-4711',
      }),
    ]);
    await setStatus(officer, accountNumbers[host.program], 'PRIOR');
  });

  it('cannot be altered by the service: its role may neither update nor delete rows, nor empty the table', async () => {
    for (const side of world.both) {
      for (const sql of [
        `UPDATE audit_entry SET actor = 'nobody'`,
        'DELETE FROM audit_entry',
        'TRUNCATE audit_entry',
        `UPDATE account_status_change SET status = 'MEMBER'`,
        'DELETE FROM account_date_change',
      ]) {
        await expect(side.rows(sql, [], 'service')).rejects.toThrow(/permission denied/);
      }
    }
  });

  it('is read by headquarters and auditors, and by no officer', async () => {
    expect((await world.officer(world.ctpat).get('/v1/staff/audit')).status).toBe(403);
    expect((await world.auditor(world.ctpat).get('/v1/staff/audit')).status).toBe(200);
    expect((await world.headquarters(world.ctpat).get('/v1/staff/audit')).status).toBe(200);
  });
});
