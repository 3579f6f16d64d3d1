import { appRoutes } from '@bull-board/api/dist/routes.js';
import { Outbox } from '@messaging/outbox';
import { Database } from '@platform/database';
import { anEnvelope } from '@testing/peer/pretended-peer';
import type { Session } from '@testing/people/session';
import { v7 as uuidv7 } from 'uuid';
import { aSigningKey, type Side } from '../e2e/support/side';
import { PROGRAM_CODES } from '../e2e/support/programs';
import { untilHolds } from '../e2e/support/until';
import { describeInBrowser } from './support/browser';
import { openBrowserWorld, type BrowserWorld } from './support/browser-world';
import { pageFaults } from './support/page-faults';
import { Visitor, type Look } from './support/visitor';

const ENGLISH: Look = { width: 1280, language: 'en' };
const LOOKS: readonly Look[] = [
  ENGLISH,
  { width: 320, language: 'fr' },
  { width: 320, language: 'en' },
  { width: 1280, language: 'fr' },
];
const QUEUES = '/portal/queues';
const BOARD_LOOKS = { CTPAT: LOOKS.slice(0, 2), PIP: LOOKS.slice(2) };
/** The name that we give one of the buttons of its head. */
const SETTINGS = { en: 'Settings', fr: 'Paramètres' } as const;

describeInBrowser('what officers do on the pages of operations', () => {
  let opened: BrowserWorld;
  beforeAll(async () => {
    opened = await openBrowserWorld();
  });
  afterAll(() => opened?.close());

  const visitorOf = (side: Side, session: Session, look = ENGLISH): Promise<Visitor> =>
    Visitor.of(opened.browser, side, session, look);
  const hq = (side: Side, name = 'hq'): Session => opened.world.headquarters(side, name);

  /** Opens a form of the page, types into it by its labels, and presses its button. */
  async function fillOut({ page }: Visitor, label: string, typed: Record<string, string>): Promise<void> {
    const deed = page.locator('details.deed', { has: page.getByText(label, { exact: true }) }).first();
    await deed.locator('summary').first().click();
    for (const [field, value] of Object.entries(typed)) await deed.getByLabel(field).fill(value);
    await deed.getByRole('button', { name: label }).click();
  }

  describe.each(PROGRAM_CODES)('of %s', (program) => {
    it.each(LOOKS)('are usable by everyone ($language, $width px wide)', async (look) => {
      const side = opened.world.sides[program];
      const visitor = await visitorOf(side, hq(side), look);
      expect(await pageFaults(visitor, look, ['/peers', '/operations', '/arrangements'])).toEqual([]);
      await visitor.close();
    });

    // The board is the same at both: each shows it in two of the four looks.
    it.each(BOARD_LOOKS[program])(
      'lead to a bull-board that is usable by everyone ($language, $width px wide)',
      async (look) => {
        const side = opened.world.sides[program];
        const visitor = await visitorOf(side, opened.world.officer(side), look);
        const { page } = visitor;
        const open = async (path: string): Promise<void> => {
          await page.goto(`${side.url}${QUEUES}${path}`);
          await page.getByRole('main').getByText('sweep-documents').first().waitFor();
        };
        const faults = await pageFaults(visitor, look, ['/queue/scheduled?status=delayed'], open);
        expect(faults).toEqual([]);
        expect(await page.getAttribute('html', 'lang')).toBe(look.language);
        await visitor.button(SETTINGS[look.language]).waitFor();
        await visitor.close();
      },
    );

    it('tell what the queues hold and when each scheduled job runs next, in words', async () => {
      const side = opened.world.sides[program];
      const auditor = opened.world.auditor(side);
      const visitor = await visitorOf(side, auditor, LOOKS[3]);
      const { operations } = visitor.words;
      const names = Object.values(operations.jobs);
      // A service that has just started is still putting its schedule into the queue.
      await untilHolds(
        async () => (await auditor.read('/v1/staff/exchange/queues')).items as { schedules: unknown[] }[],
        (items) => items.flatMap(({ schedules }) => schedules).length === names.length,
        'every job to be scheduled',
      );
      await visitor.open('/operations');
      const row = (name: string) => visitor.page.getByRole('row', { name: new RegExp(`^${name}`) });
      for (const name of Object.values(operations.queueNames)) await row(name).waitFor();
      await visitor.page.locator('summary', { hasText: operations.nextRuns(names.length) }).click();
      for (const name of names)
        await row(name)
          .getByText(/20\d\d/)
          .waitFor();
      await visitor.close();
    });

    it('show the queues by bull-board, from the operations page, and nothing that changes them', async () => {
      const side = opened.world.sides[program];
      const visitor = await visitorOf(side, opened.world.officer(side));
      const { page, words } = visitor;
      await visitor.open('/operations');
      await visitor.link(words.operations.queuesLink).click();
      await page.getByText('scheduled').first().waitFor();
      expect(await visitor.violations()).toEqual([]);
      expect(
        await page
          .getByRole('button', { name: /pause|retry|clean|empty|obliterate|promote|add job/i })
          .count(),
      ).toBe(0);
      await page.goto(`${side.url}${QUEUES}/job-schedulers`);
      await page.getByText('sweep-documents').first().waitFor();
      expect(await visitor.violations()).toEqual([]);
      expect(visitor.faults).toEqual([]);
      await visitor.close();
    });

    it('keep the queues from whoever may not see them, as any address that is no page', async () => {
      const { world } = opened;
      const side = world.sides[program];
      const ask = async (path: string, session?: Session): Promise<[number, string]> => {
        const authorization = await session?.authorization();
        const answer = await fetch(side.url + path, { headers: authorization ? { authorization } : {} });
        return [answer.status, await answer.text()];
      };
      const nothing = await ask('/portal/nothing-here');
      const foreigner = world.people.signIn(
        side,
        { name: 'officer', role: 'OFFICER' },
        world.other(side).program,
      );
      for (const person of [undefined, world.carrier('F1').at(side), foreigner])
        for (const path of [
          '',
          '/',
          '/queue/deliver',
          '/api/queues',
          '/api/redis/stats',
          '/static/favicon.ico',
        ])
          expect([path, ...(await ask(QUEUES + path, person))]).toEqual([path, ...nothing]);
      expect((await ask(`${QUEUES}/api/queues`, world.auditor(side)))[1]).toContain('"readOnlyMode":true');
    });

    it('refuse every call of bull-board that would change a queue, whoever makes it', async () => {
      const side = opened.world.sides[program];
      const visitor = await visitorOf(side, hq(side));
      const writing = appRoutes.api.filter(({ method }) => method !== 'get');
      expect(writing.length).toBeGreaterThan(15);
      for (const { method, route } of writing) {
        const path = [route].flat()[0]!.replace(':queueName', 'scheduled').replace(/:\w+/g, 'x');
        const answer = await visitor.page.request.fetch(`${side.url}${QUEUES}${path}`, {
          method: [method].flat()[0]!.toUpperCase(),
          headers: { 'x-portal-request': '1' },
          data: {},
        });
        expect([method, path, answer.status()]).toEqual([method, path, 405]);
      }
      const { queues } = await (await visitor.page.request.get(`${side.url}${QUEUES}/api/queues`)).json();
      expect(queues.map(({ isPaused }: any) => isPaused)).toEqual([false, false]);
      await visitor.close();
    });

    it('serve bull-board under a strict policy, whose script may not call the API', async () => {
      const side = opened.world.sides[program];
      const authorization = await hq(side).authorization();
      const { headers } = await fetch(`${side.url}${QUEUES}/`, { headers: { authorization } });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("style-src 'self';");
      expect(policy).toContain(`connect-src ${side.url}${QUEUES}/;`);
      expect(policy).not.toMatch(/unsafe-|\*/);
      const visitor = await visitorOf(side, hq(side));
      await visitor.page.goto(`${side.url}${QUEUES}/`);
      await visitor.page.getByText('scheduled').first().waitFor();
      const call = `fetch('/v1/me').then(() => 'answered', () => 'stopped')`;
      expect(await visitor.page.evaluate(call)).toBe('stopped');
      await visitor.close();
    });
  });

  it('send a parked message again, and give one up, each with a reason', async () => {
    const { world } = opened;
    const side = world.ctpat;
    const message = anEnvelope({ kind: 'no-such-kind', subject: uuidv7(), record: { spoiled: true } });
    world.planted.push('record of kind no-such-kind: spoiled');
    const { app } = side.running;
    await app.get(Database).transaction((tx) => app.get(Outbox).append(tx, [message]));
    const stands = async () => (await side.rows(`SELECT state FROM outbox WHERE id = $1`, [message.id]))[0]!;
    await untilHolds(stands, ({ state }) => state === 'PARKED', 'the message to be parked');

    const visitor = await visitorOf(side, world.officer(side));
    const { page, words } = visitor;
    const row = page.locator('tr', { hasText: message.subject });
    await visitor.open('/operations');
    await row.waitFor();
    await fillOut(visitor, words.operations.replay, { [words.field.reason]: 'They know the kind now.' });
    await untilHolds(
      () =>
        side.rows(`SELECT reason FROM audit_entry WHERE action = 'message.replayed' AND subject_id = $1`, [
          message.id,
        ]),
      ([audited]) => audited?.reason === 'They know the kind now.',
      'the replay to be audited',
    );
    await untilHolds(stands, ({ state }) => state === 'PARKED', 'the message to be parked again');
    await visitor.open('/operations');
    await row.waitFor();
    await fillOut(visitor, words.operations.discard, { [words.field.reason]: 'It was a test.' });
    await row.waitFor({ state: 'detached' });
    expect((await stands()).state).toBe('DISCARDED');
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  });

  it('compare both sides when they say so, and see both signatures', async () => {
    const { world } = opened;
    const visitor = await visitorOf(world.pip, world.officer(world.pip), { width: 1280, language: 'fr' });
    const { page, words } = visitor;
    await visitor.open('/operations');
    await visitor.button(words.operations.reconcile).click();
    await page.getByText(words.operations.reconcileStates.SIGNED!).first().waitFor();
    await page.getByText(words.operations.statement).first().waitFor();
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  });

  it('change the arrangement by two persons of headquarters: who proposes cannot approve', async () => {
    const { world } = opened;
    const first = await visitorOf(world.ctpat, hq(world.ctpat));
    const { basis, field } = first.words;
    await first.open('/arrangements');
    await fillOut(first, basis.propose, {
      [basis.basisEn]: 'Arrangement of the test',
      [basis.basisFr]: 'Entente de l’essai',
      [basis.from]: '2031-01-01',
      [field.reason]: 'The old one is replaced.',
    });
    const row = (visitor: Visitor) => visitor.page.locator('tr', { hasText: 'The old one is replaced.' });
    await row(first).waitFor();
    expect(await row(first).getByText(basis.approve, { exact: true }).count()).toBe(0);
    const second = await visitorOf(world.ctpat, hq(world.ctpat, 'hq2'));
    await second.open('/arrangements');
    await fillOut(second, basis.approve, { [field.reason]: 'Agreed.' });
    await second.page.locator('th[scope=row]', { hasText: 'Arrangement of the test' }).waitFor();
    expect([...first.faults, ...second.faults]).toEqual([]);
    await first.close();
    await second.close();
  });

  it('trust a further key of the peer by two persons, and let it be retired again', async () => {
    const { world } = opened;
    const [first, second] = [
      await visitorOf(world.pip, hq(world.pip)),
      await visitorOf(world.pip, hq(world.pip, 'hq2')),
    ];
    const { peers, basis, field } = first.words;
    const name = 'their-next-key';
    const { x } = aSigningKey(name);
    const state = async (is: string): Promise<void> => {
      const row = second.page.locator('tr', {
        has: second.page.getByRole('rowheader', { name, exact: true }),
      });
      await row.getByText(is, { exact: true }).waitFor();
    };
    const approve = async (): Promise<void> => {
      await second.open('/peers');
      await fillOut(second, basis.approve, { [field.reason]: 'Compared by telephone.' });
    };
    await first.open('/peers');
    await fillOut(first, peers.proposeTrust, {
      [peers.key]: name,
      [peers.publicKey]: x,
      [field.reason]: 'Their next key.',
    });
    await first.page.locator('tr', { hasText: 'Their next key.' }).waitFor();
    await approve();
    await state(peers.keyStates.TRUSTED);
    await first.open('/peers');
    await fillOut(first, peers.retire(name), { [field.reason]: 'They have lost it.' });
    await first.page.locator('tr', { hasText: 'They have lost it.' }).waitFor();
    await approve();
    await state(peers.keyStates.RETIRED);
    expect([...first.faults, ...second.faults]).toEqual([]);
    await first.close();
    await second.close();
  });

  it('leave the peer and its keys to headquarters: an officer is not led there, and is refused', async () => {
    const { world } = opened;
    const visitor = await visitorOf(world.ctpat, world.officer(world.ctpat));
    await visitor.open('/');
    expect(await visitor.link(visitor.words.frame.peers).count()).toBe(0);
    await visitor.open('/peers');
    await visitor.page.getByRole('alert').first().waitFor();
    expect(await visitor.page.locator('details.deed').count()).toBe(0);
    await visitor.close();
  });
});
