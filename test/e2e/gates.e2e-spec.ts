import { isDown, passes, type PassedRequest } from '@testing/proxy/behaviours';
import { aPdf, upload } from './support/play/documents';
import { playFlow, type Linked } from './support/play/flows';
import { untilEnded } from './support/play/life';
import { accountAt, untilAllSaid } from './support/play/review';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

/** Messages that carry shared data of a link, in the bytes that left. */
const withData = (requests: readonly PassedRequest[]): string[] =>
  requests
    .filter(({ path }) => path === '/peer/v1/messages')
    .flatMap(({ body }) => JSON.parse(body.toString()).messages as any[])
    .filter(({ kind, record }) => kind === 'link' && record.data !== undefined)
    .map(({ record }) => record.data.tradeName as string);

const bytesOf = (requests: readonly PassedRequest[]): string =>
  requests.map(({ body }) => body.toString()).join();

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

    it('GATE-2: a document whose consent goes before its message does waits for it', async () => {
      const { host, filed, accountNumbers } = linked;
      const name = 'waits-for-consent.pdf';
      host.line.behave = isDown;
      const plan = { body: aPdf(name), query: { visibility: 'SHARED', name } };
      await upload(filed.carrier.at(host), accountNumbers[host.program], plan);
      const [close, open] = CLOSINGS['the consent is withdrawn'];
      await host.rows(close);
      const from = host.line.heard.length;
      host.line.behave = passes;
      const isHeld = `SELECT last_failure FROM outbox WHERE kind = 'document' AND state = 'PENDING' AND envelope::text LIKE $1`;
      await untilHolds(
        () => host.rows<{ last_failure: string }>(isHeld, [`%${name}%`]),
        ([message]) => message?.last_failure === 'May not leave now',
        'the document to be held at the gate',
      );
      expect(bytesOf(host.line.heard.slice(from))).not.toContain(name);
      await host.rows(open);
      await host.rows(`UPDATE outbox SET next_attempt_at = now() WHERE state = 'PENDING'`);
      await untilAllSaid(world);
      expect(bytesOf(host.line.heard.slice(from))).toContain(name);
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
