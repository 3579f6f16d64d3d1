import { SHARE_SCOPE } from '@harmonization/domain/consent';
import { Conversations } from '@harmonization/record-sync/conversations';
import { Database } from '@platform/database';
import { isDown, passes, type PassedRequest } from '@testing/proxy/behaviours';
import { aPdf, upload } from './support/play/documents';
import { playFlow, type Linked } from './support/play/flows';
import { untilEnded } from './support/play/life';
import { reconcile } from './support/play/reconciliations';
import { accountAt, untilAllSaid, validationsAt } from './support/play/review';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';
import { v7 as uuidv7 } from 'uuid';

/** Messages that carry shared data of a link, in the bytes that left. */
const withData = (requests: readonly PassedRequest[]): string[] =>
  requests
    .filter(({ path }) => path === '/peer/v1/messages')
    .flatMap(({ body }) => JSON.parse(body.toString()).messages as any[])
    .filter(({ kind, record }) => kind === 'link' && record.data !== undefined)
    .map(({ record }) => record.data.tradeName as string);

const bytesOf = (requests: readonly PassedRequest[]): string =>
  requests.map(({ body }) => body.toString()).join();

const SHARE_CONSENT = { scope: SHARE_SCOPE, textVersion: '2026-01', language: 'en' };

const outboxOf = (side: Side, words: string): Promise<{ state: string; held_at: Date | null }[]> =>
  side.rows(`SELECT state, held_at FROM outbox WHERE kind = 'document' AND envelope::text LIKE $1`, [
    `%${words}%`,
  ]);

const CLOSINGS = {
  'the arrangement ends': [
    `UPDATE arrangement SET effective_to = '2026-01-01'`,
    `UPDATE arrangement SET effective_to = NULL`,
  ],
  'the consent is withdrawn': [
    `UPDATE consent SET withdrawn_at = '2026-03-01', withdrawn_by = 'the carrier'`,
    `UPDATE consent SET withdrawn_at = NULL, withdrawn_by = NULL`,
  ],
} as const;

describe('the gates in front of shared data', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  describe.each(['F1', 'F2'] as const)('of a link made by %s', (flow) => {
    let linked: Linked;
    beforeAll(async () => {
      linked = await playFlow(world, flow, 'host');
      await untilAllSaid(world);
    });

    const tradeNameAt = async (side: Side): Promise<string> =>
      (await accountAt(world, side, linked.accountNumbers[side.program])).shared.tradeName;

    it.each(Object.entries(CLOSINGS))(
      'GATE-2: when %s while an edit waits, the record leaves and its data do not',
      async (closing, [close, open]) => {
        const { host, client, filed } = linked;
        const before = await tradeNameAt(client);
        const edited = `Edited before ${closing}`;
        host.line.behave = isDown;
        await filed.carrier
          .at(host)
          .edit(`/v1/accounts/${linked.accountNumbers[host.program]}`, { tradeName: edited });
        await host.rows(close);
        const from = host.line.heard.length;
        host.line.behave = passes;
        await untilAllSaid(world);
        expect(withData(host.line.heard.slice(from))).not.toContain(edited);
        expect(await tradeNameAt(client)).toBe(before);
        // Nothing is lost: once the gate is open again and the link hears of it, the edit arrives.
        await host.rows(open);
        await world.advanceDays(0);
        await filed.carrier.at(host).edit(`/v1/accounts/${linked.accountNumbers[host.program]}`, {
          website: 'https://www.example.com',
        });
        await untilHolds(
          () => tradeNameAt(client),
          (name) => name === edited,
          'the client to have the edit',
        );
        await untilAllSaid(world);
      },
    );

    const consents = (side: Side): string => `/v1/accounts/${linked.accountNumbers[side.program]}/consents`;

    /** A document is shared while the peer is known to be down, and the consent withdrawn before it can leave. */
    async function untilHeld(name: string): Promise<void> {
      const { host, filed, accountNumbers } = linked;
      host.line.behave = isDown;
      const path = `/v1/accounts/${accountNumbers[host.program]}`;
      await filed.carrier.at(host).edit(path, { website: `https://while-down-${name.length}.example` });
      await untilHolds(
        () => world.officer(host).read('/v1/staff/exchange'),
        ({ breaker }) => breaker !== 'CLOSED',
        'the breaker to open',
      );
      const plan = { body: aPdf(name), query: { visibility: 'SHARED', name } };
      await upload(filed.carrier.at(host), accountNumbers[host.program], plan);
      await filed.carrier.at(host).make(`${consents(host)}/withdraw`, { scope: SHARE_SCOPE });
      host.line.behave = passes;
      await untilHolds(
        () => outboxOf(host, name),
        ([message]) => message?.held_at instanceof Date,
        'the document to be held at the gate',
      );
    }

    it('GATE-2: a document whose consent goes before its message does waits for it, and leaves once it is given again', async () => {
      const { host, filed } = linked;
      const name = 'waits-for-consent.pdf';
      const from = host.line.heard.length;
      await untilHeld(name);
      expect(bytesOf(host.line.heard.slice(from))).not.toContain(name);
      await filed.carrier.at(host).make(consents(host), SHARE_CONSENT);
      await untilAllSaid(world);
      expect(bytesOf(host.line.heard.slice(from))).toContain(name);
    });

    /** A word of each other kind that waits at the gate, said as its capability says it; answers their subjects. */
    async function sayEachKind(): Promise<{ draft: string; tried: string }> {
      const { host, filed, linkId, accountNumbers } = linked;
      const number = accountNumbers[host.program];
      const [known] = await validationsAt(world, host, number);
      const validation =
        known ??
        (await world.officer(host).make(`/v1/staff/accounts/${number}/validations`, { kind: 'INITIAL' }));
      const [draft, tried] = [uuidv7(), uuidv7()];
      const { app } = host.running;
      const said: [kind: string, subject: string, record: object][] = [
        ['application', filed.id, { form: { legalName: 'Never to leave' } }],
        ['differences', linkId, { shared: { legalName: 'Never to leave' } }],
        ['edit-draft', draft, { linkId, changes: { tradeName: 'Never to leave' } }],
        ['edit-draft', tried, { linkId, changes: { tradeName: 'Tried before' } }],
        ['validation', validation.id, { report: 'Never to leave' }],
      ];
      await app.get(Database).transaction(async (tx) => {
        for (const word of said) await app.get(Conversations).say(tx, ...word);
      });
      await untilHolding(said.length + 1);
      // As one whose text had left while the answer was lost.
      await host.rows('UPDATE outbox SET attempts = 1 WHERE subject = $1', [tried]);
      return { draft, tried };
    }

    const untilHolding = (count: number): Promise<{ held: number }> =>
      untilHolds(
        () => world.officer(linked.host).read<{ held: number }>('/v1/staff/exchange'),
        ({ held }) => held === count,
        `${count} messages to be held`,
      );

    it('GATE-3: what waits for a consent is given up once the link has ended, the end itself leaves, and nobody misses it', async () => {
      const { host, filed, linkId } = linked;
      const name = 'never-to-leave.pdf';
      const from = host.line.heard.length;
      await untilHeld(name);
      const { draft, tried } = await sayEachKind();
      await world.advanceDays(0);
      await untilHolding(6);

      await world.officer(host).make(`/v1/staff/links/${linkId}/delink`, { reason: 'Ended under a pause' });
      await untilEnded(world, linked);
      await host.stop();
      await host.start();
      world.other(host).line.leadTo(host.url);
      for (let times = 0; times < 2; times += 1) await world.advanceDays(0);

      await untilAllSaid(world);
      const given = `SELECT a.reason, a.actor, a.after FROM audit_entry a JOIN outbox o ON o.id::text = a.subject_id
        WHERE a.action = 'message.given-up' ORDER BY o.kind, o.id`;
      const byTheJob = { reason: 'LINK_ENDED', actor: 'system:held-words' };
      const after = (kind: string, about: unknown) => expect.objectContaining({ kind, about });
      expect(await host.rows(given)).toEqual([
        { ...byTheJob, after: after('application', filed.id) },
        { ...byTheJob, after: after('differences', linkId) },
        { ...byTheJob, after: { kind: 'document', about: expect.any(String), seq: 1 } },
        { ...byTheJob, after: { kind: 'edit-draft', about: draft, seq: 1 } },
        { ...byTheJob, after: { kind: 'edit-draft', about: tried, seq: 1 } },
        { ...byTheJob, after: after('validation', expect.any(String)) },
      ]);
      await filed.carrier.at(host).make(consents(host), SHARE_CONSENT);
      await world.advanceDays(0);
      await untilAllSaid(world);
      const left = bytesOf(host.line.heard.slice(from));
      for (const words of [name, 'Never to leave', 'Tried before']) expect(left).not.toContain(words);
      // What was tried may have been heard: only the comparison tells that it was not, and nothing is said again for it.
      expect(await reconcile(world, host)).toMatchObject({
        state: 'SIGNED',
        result: { repaired: 0, cases: 0, saidAgain: 0, differences: [{ found: 'BEHIND', done: 'NOTHING' }] },
      });
      expect(await host.rows('SELECT state FROM outbox WHERE subject = $1', [tried])).toEqual([
        { state: 'DISCARDED' },
      ]);
      expect(await reconcile(world, host)).toMatchObject({
        state: 'SIGNED',
        result: { repaired: 0, cases: 0, saidAgain: 0, differences: [] },
      });
    });
  });

  it.each(['F1', 'F2'] as const)(
    'GATE-2, T2: a final copy that may not leave any more is not waited for: both sides stand alone (%s)',
    async (flow) => {
      const linked = await playFlow(world, flow, 'host');
      const { host, client, filed, linkId, accountNumbers } = linked;
      await untilAllSaid(world);
      const before = (await accountAt(world, client, accountNumbers[client.program])).shared.tradeName;
      host.line.behave = isDown;
      await filed.carrier
        .at(host)
        .edit(`/v1/accounts/${accountNumbers[host.program]}`, { tradeName: 'Never to cross' });
      await world.officer(host).make(`/v1/staff/links/${linkId}/delink`, { reason: 'Ended with an edit' });
      await host.rows(
        `UPDATE consent SET withdrawn_at = '2026-03-01', withdrawn_by = 'the carrier' WHERE account_number = $1`,
        [accountNumbers[host.program]],
      );
      const from = host.line.heard.length;
      host.line.behave = passes;

      await untilEnded(world, linked);
      await untilAllSaid(world);
      expect(withData(host.line.heard.slice(from))).not.toContain('Never to cross');
      const alone = await accountAt(world, client, accountNumbers[client.program]);
      expect(alone).toMatchObject({ recordRole: 'STANDALONE', editable: true });
      expect(alone.shared.tradeName).toBe(before);
    },
  );
});
