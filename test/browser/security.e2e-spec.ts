import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Session } from '@testing/people/session';
import { upload } from '../e2e/support/play/documents';
import { playFlow, type Linked } from '../e2e/support/play/flows';
import { untilBoth, untilCase } from '../e2e/support/play/life';
import { setStatus } from '../e2e/support/play/review';
import type { Side } from '../e2e/support/side';
import type { World } from '../e2e/support/world';
import { untilState } from '../e2e/support/play/application';
import { PROGRAM_CODES } from '../e2e/support/programs';
import { describeInBrowser } from './support/browser';
import { openBrowserWorld, type BrowserWorld } from './support/browser-world';
import { Visitor } from './support/visitor';

const WIDE = { width: 1280, language: 'en' } as const;

/** What an attacker writes where people read it: each would run if it were ever taken for markup. */
const SCRIPT = '<script>window.ran=1</script><img src=x onerror=window.ran=1>';

/** Every text of a document with the script beside what it said; values of closed form are left. */
function poisoned(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => poisoned(item, name));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, poisoned(item, key)]));
  return TEXTS.includes(name) && typeof value === 'string' ? `${value} ${SCRIPT}` : value;
}

const TEXTS = ['legalName', 'tradeName', 'street', 'city', 'name', 'title', 'answer', 'hostObjection'];

/** A visit whose report says the script in each of its texts; answers the id of the validation. */
async function reportedVisit(world: World, { host, accountNumbers, filed }: Linked): Promise<string> {
  const number = accountNumbers[host.program];
  const officer = world.officer(host);
  const { id } = await officer.make(`/v1/staff/accounts/${number}/validations`, { kind: 'REVALIDATION' });
  await filed.carrier.at(host).make(`/v1/accounts/${number}/validations/${id}/waiver`);
  const visit = { visitOn: world.clock.dateIn(0), visitEndsOn: world.clock.dateIn(1) };
  await officer.make(`/v1/staff/validations/${id}/notice`, visit);
  await officer.make(`/v1/staff/validations/${id}/start`);
  const findings = [{ text: SCRIPT, criterion: '9.1' }];
  const report = { summary: SCRIPT, findings, requiredActions: [SCRIPT] };
  await officer.make(`/v1/staff/validations/${id}/report`, report);
  return id;
}

describeInBrowser('an attacker', () => {
  let opened: BrowserWorld;
  beforeAll(async () => {
    opened = await openBrowserWorld();
  });
  afterAll(() => opened?.close());

  /** The pages as someone sees them; fails where a script has run or the policy had to stop one. */
  async function expectHarmless(visitor: Visitor, paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      await visitor.open(path);
      await visitor.page
        .locator('details')
        .evaluateAll((all: unknown[]) => all.forEach((one) => ((one as { open: boolean }).open = true)));
      expect([path, await visitor.page.evaluate('window.ran')]).toEqual([path, undefined]);
      expect([path, await visitor.page.locator('main script, main img').count()]).toEqual([path, 0]);
    }
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  }

  it('who writes a script into every text field and a file name sees it shown, never run', async () => {
    const { world, browser } = opened;
    const carrier = world.carrier('F1');
    const form = poisoned({
      ...carrier.form,
      attestations: { ...carrier.form.attestations, hostObjection: 'We object.' },
    }) as typeof carrier.form;
    const session = carrier.at(world.ctpat);
    const { id } = await session.make<{ id: string }>('/v1/applications', { form });
    const filed = { id, entry: world.ctpat, carrier };
    const { accountNumber } = await untilState(world, world.ctpat, filed, 'IN_REVIEW');
    const officer = world.officer(world.ctpat);
    await officer.make(`/v1/staff/applications/${id}/request-info`, { text: SCRIPT });
    const name = '<img src=x onerror=window.ran=1>.pdf';
    const named = await upload(session, accountNumber, { query: { name } });
    if (named.status !== 201) expect(named.status).toBe(422);
    expect((await upload(session, accountNumber, { query: { name: 'a&lt;b;onerror=1.pdf' } })).status).toBe(
      201,
    );

    const visitor = await Visitor.of(browser, world.ctpat, session, WIDE);
    await expectHarmless(visitor, [
      '/',
      `/applications/${id}`,
      `/apply/${id}?step=company`,
      `/apply/${id}?step=security`,
      `/apply/${id}?step=check`,
      `/accounts/${accountNumber}`,
      `/accounts/${accountNumber}/documents`,
      '/notices',
    ]);
    const staff = await Visitor.of(browser, world.ctpat, officer, WIDE);
    await expectHarmless(staff, [
      '/',
      '/applications',
      `/applications/${id}`,
      '/accounts',
      `/accounts/${accountNumber}`,
    ]);
  });

  it('who writes a script into every reason, report, appeal, comment and note of a link’s life sees it shown, never run', async () => {
    const { world, browser } = opened;
    const linked = await playFlow(world, 'F1');
    const { host, client, linkId, accountNumbers } = linked;
    const number = accountNumbers[host.program];
    const [carrier, there] = [host, client].map((side) => linked.filed.carrier.at(side));
    const [officer, peer] = [host, client].map((side) => world.officer(side));
    const validation = await reportedVisit(world, linked);
    await carrier!.make(`/v1/accounts/${number}/validations/${validation}/responses`, { text: SCRIPT });
    await setStatus(officer!, number, 'SUSPENDED', 'INCIDENT');
    await carrier!.make(`/v1/accounts/${number}/appeals`, { text: SCRIPT });
    const appeal = await untilCase(world, host, 'APPEAL', number);
    await officer!.make(`/v1/staff/cases/${appeal.id}/comments`, { text: SCRIPT });
    await world.headquarters(host).make(`/v1/staff/cases/${appeal.id}/resolve`, {
      choice: 'UPHELD',
      reason: SCRIPT,
    });
    await untilBoth(world, linked, ({ paused }) => !paused, 'to be in use again');
    await peer!.make(`/v1/staff/accounts/${accountNumbers[client.program]}/action-plan`, {
      ...{ text: SCRIPT, dueOn: world.clock.dateIn(40), reasonCode: 'INCIDENT' },
    });
    const plans = `/v1/accounts/${accountNumbers[client.program]}/action-plans`;
    await there!.make(`${plans}/report`, { text: SCRIPT });
    await carrier!.make(`/v1/links/${linkId}/transfer`, { reason: SCRIPT });
    const transfer = await untilCase(world, host, 'HOST_TRANSFER', linkId);
    const word = { choice: 'STAY', reason: SCRIPT, noteForPeer: SCRIPT };
    await officer!.make(`/v1/staff/cases/${transfer.id}/resolve`, word);
    const asked = await untilCase(world, client, 'HOST_TRANSFER', linkId);
    await carrier!.make(`/v1/links/${linkId}/dispute`, { reason: SCRIPT });
    const dispute = await untilCase(world, host, 'LINK_DISPUTE', linkId);
    await carrier!.make(`/v1/links/${linkId}/delink`, { reason: SCRIPT });

    const account = `/accounts/${number}`;
    const seen: [Side, Session, readonly string[]][] = [
      [host, carrier!, [`${account}/validations`, `${account}/standing`, `/links/${linkId}`, '/notices']],
      [client, there!, [`/accounts/${accountNumbers[client.program]}/standing`, `/links/${linkId}`]],
      [
        host,
        officer!,
        [
          account,
          `/validations/${validation}`,
          ...[appeal, transfer, dispute].map(({ id }) => `/cases/${id}`),
        ],
      ],
      [client, peer!, [`/accounts/${accountNumbers[client.program]}`, `/cases/${asked.id}`]],
    ];
    for (const [side, who, paths] of seen)
      await expectHarmless(await Visitor.of(browser, side, who, WIDE), paths);
  });

  it('who finds a way to put markup into a page is stopped by the policy', async () => {
    const { world, browser } = opened;
    const visitor = await Visitor.of(browser, world.ctpat, undefined, WIDE);
    await visitor.open('/');
    const refused = (attempt: string): Promise<string> =>
      visitor.page.evaluate(`(() => {
        try { ${attempt}; return 'done'; } catch (error) { return error.name; }
      })()`);
    const main = "document.querySelector('main')";
    expect(await refused(`${main}.innerHTML = '<p>in</p>'`)).toBe('TypeError');
    expect(await refused(`${main}.setAttribute('onclick', 'window.ran = 1')`)).toBe('TypeError');
    expect(await refused(`document.createElement('script').text = 'window.ran = 1'`)).toBe('TypeError');
    expect(await visitor.page.evaluate('window.ran')).toBeUndefined();
    await visitor.close();
  });

  it.each(PROGRAM_CODES)(
    'reads no cookie of %s by script, and has none sent from another site',
    async (program) => {
      const { world, browser } = opened;
      const side = world.sides[program];
      const visitor = await Visitor.signIn(browser, side, `hq@${program.toLowerCase()}`, WIDE);
      const cookies = await visitor.page.context().cookies(side.url);
      const session = cookies.find(({ name }) => name === `${program.toLowerCase()}-session`);
      expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
      expect(await visitor.page.evaluate('document.cookie')).toBe('');
      expect(
        await visitor.page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })'),
      ).not.toMatch(/eyJ/);
      await visitor.close();
    },
  );

  describe('with a site of its own', () => {
    let evil: Server;
    let address: string;
    let page = '';
    beforeAll(async () => {
      evil = createServer((_request, response) => {
        response.setHeader('content-type', 'text/html').end(page);
      });
      await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
      address = `http://localhost:${(evil.address() as AddressInfo).port}/`;
    });
    afterAll(() => evil?.close());

    it('cannot show the pages in a frame', async () => {
      const { world, browser } = opened;
      page = `<iframe src="${world.ctpat.url}/portal/"></iframe>`;
      const visitor = await Visitor.signIn(browser, world.ctpat, 'hq@ctpat', WIDE);
      await visitor.page.goto(address);
      const framed = visitor.page.frames().find((frame) => frame !== visitor.page.mainFrame());
      expect(framed?.url()).not.toContain('/portal/');
      await visitor.close();
    });

    it('cannot have someone who is signed in change anything by a form', async () => {
      const { world, browser } = opened;
      page = `<form method="post" action="${world.ctpat.url}/sign-out"><button>Win a prize</button></form>`;
      const visitor = await Visitor.signIn(browser, world.ctpat, 'hq@ctpat', WIDE);
      await visitor.page.goto(address);
      const [response] = await Promise.all([
        visitor.page.waitForResponse('**/sign-out'),
        visitor.page.click('button'),
      ]);
      expect(response.status()).toBeGreaterThanOrEqual(400);
      await visitor.open('/');
      expect(await visitor.button(visitor.words.frame.signOut).count()).toBe(1);
      await visitor.close();
    });

    it('is not where a sign-in ends, whatever address it is begun with', async () => {
      const { world, browser } = opened;
      const visitor = await Visitor.of(browser, world.ctpat, undefined, WIDE);
      await visitor.page.goto(
        `${world.ctpat.url}/sign-in?to=${encodeURIComponent(`//${new URL(address).host}/`)}`,
      );
      await visitor.page.fill('input[name=login]', 'hq@ctpat');
      await visitor.page.click('button');
      await visitor.page.waitForSelector('nav');
      expect(visitor.page.url()).toBe(`${world.ctpat.url}/portal/`);
      await visitor.close();
    });
  });
});
