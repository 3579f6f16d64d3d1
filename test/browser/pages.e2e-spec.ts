import { resolve } from 'node:path';
import { safePath } from '@platform/pages/safe-path';
import type { Session } from '@testing/people/session';
import type { Browser } from 'playwright-core';
import { playFlow, type Linked } from '../e2e/support/play/flows';
import { PROGRAM_CODES } from '../e2e/support/programs';
import { startWorld, type World } from '../e2e/support/world';
import { describeInBrowser, openBrowser } from './support/browser';
import { pageFaults } from './support/page-faults';
import { SESSION_KEY, Visitor, type Look } from './support/visitor';

const PORTAL_FOLDER = resolve(__dirname, '..', '..', 'dist', 'portal');
const LOOKS: readonly Look[] = [
  { width: 1280, language: 'en' },
  { width: 320, language: 'fr' },
  { width: 320, language: 'en' },
  { width: 1280, language: 'fr' },
];

/** A letter or A4 sheet between its margins, in CSS pixels. */
const PAPER_WIDTH = 700;

/** What a printed page shows that it should not, and what would be cut at its edge. */
const NOT_FOR_PAPER = `(() => {
  const isShown = (one) => one.checkVisibility();
  const isCut = (one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
  const named = (why) => (one) => why + ': ' + one.tagName + ' ' + (one.textContent ?? '').trim().slice(0, 60);
  const all = (selector) => [...document.querySelectorAll(selector)];
  return [
    ...all('nav, button, a.button, select, input, .skip, footer').filter(isShown).map(named('shown')),
    ...all('main *').filter((one) => isShown(one) && isCut(one)).map(named('cut')),
    ...(all('main h1').filter(isShown).length === 1 ? [] : ['no title']),
  ];
})()`;

const STEPS = [
  'company',
  'addresses',
  'contacts',
  'usSupplement',
  'canadianSupplement',
  'security',
  'consent',
  'check',
];
const SECTIONS = [
  'documents',
  'validations',
  'duties',
  'standing',
  'consents',
  'people',
  'drafts',
  'proof',
  'library',
];

describeInBrowser('the pages', () => {
  let world: World;
  let browser: Browser;
  let linked: Linked;
  beforeAll(async () => {
    const environment = { PORTAL_FOLDER, SESSION_KEY };
    world = await startWorld({ environment: { CTPAT: environment, PIP: environment } });
    linked = await playFlow(world, 'F1');
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  /** Opens each page as someone and collects what axe and the browser find wrong, page by page. */
  async function faultsOf(
    program: (typeof PROGRAM_CODES)[number],
    who: Session | undefined,
    look: Look,
    paths: readonly string[],
  ): Promise<string[]> {
    const visitor = await Visitor.of(browser, world.sides[program], who, look);
    const faults = await pageFaults(visitor, look, paths);
    await visitor.close();
    return faults;
  }

  describe.each(PROGRAM_CODES)('of %s', (program) => {
    it.each(LOOKS)('are usable by everyone ($language, $width px wide)', async (look) => {
      const side = world.sides[program];
      const carrier = linked.filed.carrier.at(side);
      const number = linked.accountNumbers[program];
      const { id } = await carrier.make<{ id: string }>('/v1/applications?draft=true', {
        form: linked.filed.carrier.form,
      });
      const ofCarrier = [
        '/',
        '/applications',
        `/applications/${linked.filed.id}`,
        '/apply',
        ...STEPS.map((step) => `/apply/${id}?step=${step}`),
        `/accounts/${number}`,
        ...SECTIONS.map((section) => `/accounts/${number}/${section}`),
        '/join',
        '/links/new',
        `/links/${linked.linkId}`,
        '/notices',
        '/nowhere',
      ];
      expect(await faultsOf(program, undefined, look, ['/'])).toEqual([]);
      expect(await faultsOf(program, carrier, look, ofCarrier)).toEqual([]);
    });

    it('are protected by a strict policy and cannot be framed', async () => {
      const { headers } = await fetch(`${world.sides[program].url}/portal/`);
      const policy = headers.get('content-security-policy') ?? '';

      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:/);
      expect(headers.get('x-frame-options')).toBe('DENY');
    });
  });

  it.each(PROGRAM_CODES)(
    'print at %s without menus and buttons, and with nothing cut off',
    async (program) => {
      const side = world.sides[program];
      const number = linked.accountNumbers[program];
      const seen: [Session, readonly string[]][] = [
        [linked.filed.carrier.at(side), ['/', `/applications/${linked.filed.id}`, `/links/${linked.linkId}`]],
        [world.officer(side), [`/applications/${linked.filed.id}`, `/accounts/${number}`, '/validations']],
      ];
      for (const [who, paths] of seen) {
        const visitor = await Visitor.of(browser, side, who, { width: PAPER_WIDTH, language: 'fr' });
        await visitor.page.emulateMedia({ media: 'print' });
        for (const path of paths) {
          await visitor.open(path);
          expect([path, await visitor.page.evaluate(NOT_FOR_PAPER)]).toEqual([path, []]);
        }
        await visitor.close();
      }
    },
  );

  it('do not ask a linked carrier to apply first, and show its telephone number in groups', async () => {
    const carrier = linked.filed.carrier;
    const visitor = await Visitor.of(browser, world.ctpat, carrier.at(world.ctpat), {
      width: 1280,
      language: 'en',
    });
    const { page, words } = visitor;
    await visitor.open('/');
    await visitor.link(words.home.apply).waitFor();
    expect(await page.locator('main a.button').count()).toBe(0);
    await visitor.open(`/accounts/${linked.accountNumbers.CTPAT}`);
    const phone = carrier.form.common.phone.replace(/^\+1(...)(...)(....)$/, '+1\u00a0$1\u00a0$2\u00a0$3');
    await page.getByText(phone, { exact: true }).first().waitFor();
    await visitor.close();
  });

  it('keep the page and what was typed when the language is changed', async () => {
    const carrier = world.carrier('F2').at(world.pip);
    const visitor = await Visitor.of(browser, world.pip, carrier, { width: 1280, language: 'en' });
    await visitor.open('/apply');
    await visitor.page.click('button:has-text("Start the application")');
    await visitor.page.fill('#f-common-legalName', 'Transports du Nord');
    await visitor.page.click('text=Français');

    expect(await visitor.page.inputValue('#f-common-legalName')).toBe('Transports du Nord');
    expect(await visitor.page.textContent('main h1')).toBe('Votre entreprise');
    expect(await visitor.page.getAttribute('html', 'lang')).toBe('fr');
    await visitor.close();
  });

  it('lose nothing of what was typed to a reload in mid-form', async () => {
    const carrier = world.carrier('F1').at(world.ctpat);
    const visitor = await Visitor.of(browser, world.ctpat, carrier, { width: 1280, language: 'en' });
    await visitor.open('/apply');
    await visitor.page.click('button:has-text("Start the application")');
    await visitor.page.fill('#f-common-legalName', 'Half Typed Freight');
    await visitor.page.reload();
    await visitor.settled();

    expect(await visitor.page.inputValue('#f-common-legalName')).toBe('Half Typed Freight');
    await visitor.close();
  });
});

describeInBrowser('the cookie of the pages', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    const environment = { PORTAL_FOLDER, SESSION_KEY };
    world = await startWorld({ environment: { CTPAT: environment, PIP: environment } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  it('cannot be read by a script, and does not count for a request of another site', async () => {
    const carrier = world.carrier('F1').at(world.ctpat);
    const visitor = await Visitor.of(browser, world.ctpat, carrier, { width: 1280, language: 'en' });
    await visitor.open('/');
    expect(await visitor.page.evaluate('document.cookie')).toBe('');

    const [cookie] = await visitor.page.context().cookies();
    const forged = await fetch(`${world.ctpat.url}/v1/applications?draft=true`, {
      method: 'POST',
      body: '{"form":{}}',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': 'forged-by-another-site',
        cookie: `${cookie!.name}=${cookie!.value}`,
        'sec-fetch-site': 'cross-site',
      },
    });
    expect(forged.status).toBe(403);
    expect(await forged.json()).toMatchObject({ code: 'REQUEST_NOT_FROM_PAGES' });
    await visitor.close();
  });

  it('opens at its own service only', async () => {
    const carrier = world.carrier('F1').at(world.ctpat);
    const visitor = await Visitor.of(browser, world.ctpat, carrier, { width: 1280, language: 'en' });
    const [cookie] = await visitor.page.context().cookies();
    const elsewhere = await fetch(`${world.pip.url}/v1/me`, {
      headers: { cookie: `pip-session=${cookie!.value}`, 'sec-fetch-site': 'same-origin' },
    });
    expect(elsewhere.status).toBe(401);
    await visitor.close();
  });

  it.each([
    '//evil.example',
    'https://evil.example/',
    '/\\evil.example',
    '/portal/../v1/me',
    'javascript:alert(1)',
  ])('sends nobody to %s after the sign-in', (to) => {
    expect(safePath(to, '/portal/')).toBe('/portal/');
  });
});
