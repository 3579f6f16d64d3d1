import { CarryOutRetention } from '@harmonization/retention/carry-out-retention.job';
import { SweepDocuments } from '@harmonization/document/sweep-documents.job';
import { attach } from './support/play/documents';
import { playFlow } from './support/play/flows';
import { OWN_SUPPLEMENT } from './support/play/application';
import { untilAllSaid } from './support/play/review';
import type { Side } from './support/side';
import { until } from './support/until';
import { startWorld, type World } from './support/world';

const AGED = [
  `UPDATE outbox SET answered_at = answered_at - interval '2 years'`,
  `UPDATE delivery SET answered_at = answered_at - interval '2 years'`,
  `UPDATE inbox SET received_at = received_at - interval '2 years'`,
];

describe('retention', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ environment: { PIP: { RETENTION_DAYS: '{"deliveredMessages":40}' } } });
  });
  afterAll(() => world?.stop());

  const carryOut = (side: Side) => side.running.app.get(CarryOutRetention).run();
  const count = async (side: Side, table: string): Promise<number> =>
    (await side.rows<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)).map(({ n }) => Number(n))[0]!;

  it('forgets settled messages, and old copies of them that come again change nothing', async () => {
    const { pip, ctpat } = world;
    const linked = await playFlow(world, 'F1', 'host');
    await untilAllSaid(world);
    const told = ctpat.line.heard.length;
    expect(told).toBeGreaterThan(0);
    for (const side of world.both) for (const sql of AGED) await side.rows(sql);
    const before = await pip.rows('SELECT account_number, status, shared FROM account ORDER BY 1');
    const copies = await pip.rows('SELECT copy FROM link');
    const [audited, said] = [await count(pip, 'account_status_change'), await count(pip, 'said_record')];

    for (const side of world.both) await carryOut(side);
    for (const side of world.both) {
      expect([await count(side, 'outbox'), await count(side, 'inbox')]).toEqual([0, 0]);
      expect(await count(side, 'delivery')).toBeLessThanOrEqual(1);
    }

    // Every message of the whole flow once more: said again from what the outbox of a restored sender would still hold.
    for (const request of ctpat.line.heard.slice(0, told)) await ctpat.line.replay(request);
    await untilAllSaid(world);
    expect(await pip.rows('SELECT account_number, status, shared FROM account ORDER BY 1')).toEqual(before);
    expect((await pip.rows('SELECT copy FROM link')).map(({ copy }) => copy.own)).toEqual(
      copies.map(({ copy }) => copy.own),
    );
    expect([await count(pip, 'account_status_change'), await count(pip, 'said_record')]).toEqual([
      audited,
      said,
    ]);
    expect(linked).toBeDefined();
  });

  it('goes on with the link afterwards: an edit at the host is seen at the client', async () => {
    const carrier = (await world.ctpat.rows(`SELECT account_number AS "number" FROM account`))[0]!;
    const client = (await world.pip.rows('SELECT local_account_number AS number FROM link'))[0]!.number;
    const officer = world.people.signIn(world.ctpat, { name: 'heir', role: 'CARRIER_OFFICER' });
    await world.ctpat.rows(
      `INSERT INTO account_access (id, account_number, login, role, given_at) VALUES (gen_random_uuid(), $1, $2, 'OFFICER', now())`,
      [carrier.number, officer.login],
    );
    await officer.edit(`/v1/accounts/${carrier.number}`, { phone: '+17165550188' });

    await until(async () => {
      const { shared } = await world.officer(world.pip).read(`/v1/staff/accounts/${client}`);
      return shared.phone === '+17165550188';
    });
  });

  it('forgets drafts that nobody but the carrier has seen, and keeps what was submitted', async () => {
    const { pip } = world;
    const carrier = world.carrier('F2');
    const form = carrier.formWith(OWN_SUPPLEMENT.PIP);
    const draft = await carrier.at(pip).make('/v1/applications?draft=true', { standalone: true, form });
    await attach(carrier.at(pip), draft.id);
    const kept = await count(pip, 'application');
    await world.advanceDays(31);
    expect((await carrier.at(pip).read(`/v1/applications/${draft.id}`)).state).toBe('EXPIRED');
    await world.advanceDays(91);
    await carryOut(pip);

    expect((await carrier.at(pip).get(`/v1/applications/${draft.id}`)).status).toBe(404);
    expect(await count(pip, 'application')).toBe(kept - 1);
    expect(await count(pip, 'application_document')).toBe(0);
    await pip.rows(`UPDATE document_blob SET touched_at = touched_at - interval '2 days'`);
    await pip.running.app.get(SweepDocuments).run();
    expect(await count(pip, 'document_blob')).toBe(0);
    expect(
      await pip.rows(
        `SELECT 1 FROM audit_entry WHERE action = 'retention.carried-out' AND subject_id = 'abandonedDrafts'`,
      ),
    ).toHaveLength(1);
    expect(await pip.rows(`SELECT 1 FROM audit_entry WHERE subject_id = $1`, [draft.id])).not.toHaveLength(0);
  });

  it('keeps what waits, and the newest answer of the peer', async () => {
    const { ctpat } = world;
    await ctpat.rows(
      `INSERT INTO outbox (id, peer, kind, subject, envelope, state, created_at, next_attempt_at)
       VALUES (gen_random_uuid(), 'NOBODY', 'x', 'x', '{}', 'PENDING', now() - interval '9 years', now() + interval '9 years')`,
    );
    await ctpat.rows(
      `INSERT INTO mail (id, to_address, subject, text, created_at, next_attempt_at)
       VALUES (gen_random_uuid(), 'a@b.example', '{}', '{}', now() - interval '9 years', now() + interval '1 day')`,
    );
    await carryOut(ctpat);
    await carryOut(ctpat);

    expect(await count(ctpat, `outbox WHERE peer = 'NOBODY'`)).toBe(1);
    expect(await count(ctpat, `mail WHERE state = 'PENDING'`)).toBe(1);
    expect(await count(ctpat, 'delivery')).toBeGreaterThan(0);
  });
});

it('does not start with a period of retention that is too short', async () => {
  const short = { RETENTION_DAYS: '{"receivedMessages":1}' };
  await expect(startWorld({ environment: { CTPAT: short } })).rejects.toThrow(
    /RETENTION_DAYS: receivedMessages/,
  );
});
