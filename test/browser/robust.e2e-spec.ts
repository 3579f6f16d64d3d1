import type { Page } from 'playwright-core';
import { fr } from '../../apps/portal/src/words/fr';
import type { FreshCarrier } from '../e2e/support/fresh-carrier';
import type { Side } from '../e2e/support/side';
import { describeInBrowser } from './support/browser';
import { openBrowserWorld, type BrowserWorld } from './support/browser-world';
import { Visitor } from './support/visitor';

const WIDE = { width: 1280, language: 'en' } as const;
const NAME = '#f-common-legalName';
const TRADE_NAME = '#f-common-tradeName';

describeInBrowser('a form in the hands of people', () => {
  let opened: BrowserWorld;
  beforeAll(async () => {
    opened = await openBrowserWorld();
  });
  afterAll(() => opened?.close());

  async function carrierAt(side: Side, carrier: FreshCarrier): Promise<Visitor> {
    await carrier.at(side).token();
    return Visitor.signIn(opened.browser, side, carrier.at(side).login, WIDE);
  }

  /** A draft that is complete but for what the test types, opened at its first step. */
  async function aDraft(): Promise<{ visitor: Visitor; path: string; carrier: FreshCarrier; id: string }> {
    const { world } = opened;
    const carrier = world.carrier('F1');
    const visitor = await carrierAt(world.ctpat, carrier);
    const { id } = await carrier.at(world.ctpat).make('/v1/applications?draft=true', { form: carrier.form });
    const path = `/apply/${id}`;
    await visitor.open(path);
    await visitor.page.waitForSelector(NAME);
    return { visitor, path, carrier, id };
  }

  const stateOf = async (carrier: FreshCarrier, id: string): Promise<any> =>
    carrier.at(opened.world.ctpat).read(`/v1/applications/${id}`);

  it('loses nothing to the end of the session in mid-form', async () => {
    const { visitor, carrier, id } = await aDraft();
    const { page, words } = visitor;
    await page.fill(NAME, 'Typed Before The End Inc.');
    await page.context().clearCookies({ name: 'ctpat-session' });
    await visitor.button(words.action.continue).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();

    const [other] = await Promise.all([
      page.context().waitForEvent('page'),
      dialog.getByRole('link').click(),
    ]);
    await other.waitForSelector('nav');
    await other.close();
    await dialog.getByRole('button').click();
    expect(await page.inputValue(NAME)).toBe('Typed Before The End Inc.');
    await visitor.button(words.action.continue).click();
    await page.getByRole('heading', { level: 1, name: words.apply.steps.addresses }).waitFor();
    expect((await stateOf(carrier, id)).form.common.legalName).toBe('Typed Before The End Inc.');
    await visitor.close();
  });

  it.each<['is away' | 'answers no face', Parameters<Page['route']>[1]]>([
    ['is away', (route) => route.abort()],
    ['answers no face', (route) => route.fulfill({ status: 503, body: 'away' })],
  ])('says so in both languages where the service %s, and starts when it is back', async (_what, answer) => {
    const { world, browser } = opened;
    const visitor = await Visitor.of(browser, world.pip, undefined, WIDE);
    const { page, words } = visitor;
    await page.route('**/portal/face.json', answer);
    await visitor.open('/');

    expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual([
      words.problem.title,
      fr.problem.title,
    ]);
    expect(await visitor.violations()).toEqual([]);
    await page.unroute('**/portal/face.json');
    await visitor.press('button', words.problem.retry);
    await visitor.link(words.frame.signIn).first().waitFor();
    expect(await page.getByText(fr.problem.unreachable).count()).toBe(0);
    await visitor.close();
  });

  it('goes back and forth with the browser’s own buttons', async () => {
    const { visitor } = await aDraft();
    const { page, words } = visitor;
    const heading = (step: 'company' | 'addresses') =>
      page.getByRole('heading', { level: 1, name: words.apply.steps[step], exact: true });
    await page.fill(NAME, 'There And Back Ltd.');
    await visitor.button(words.action.continue).click();
    await heading('addresses').waitFor();
    await page.goBack();
    await heading('company').waitFor();
    expect(await page.inputValue(NAME)).toBe('There And Back Ltd.');
    await page.goForward();
    await heading('addresses').waitFor();
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  });

  it('keeps what was typed in two tabs, and says so where both answered the same question', async () => {
    const { visitor, path, carrier, id } = await aDraft();
    const { page, words } = visitor;
    const other = await page.context().newPage();
    await other.goto(`${opened.world.ctpat.url}/portal${path}`);
    await other.waitForSelector(NAME);
    const onward = (tab: typeof page) =>
      tab.getByRole('button', { name: words.action.continue, exact: true }).click();
    const isAtAddresses = (tab: typeof page) =>
      tab.getByRole('heading', { level: 1, name: words.apply.steps.addresses }).waitFor();

    await page.fill(NAME, 'First Tab Inc.');
    await onward(page);
    await isAtAddresses(page);
    await other.fill(TRADE_NAME, 'Second Tab');
    await onward(other);
    await isAtAddresses(other);
    expect((await stateOf(carrier, id)).form.common).toMatchObject({
      legalName: 'First Tab Inc.',
      tradeName: 'Second Tab',
    });

    await page.goBack();
    await page.fill(TRADE_NAME, 'First Tab Again');
    await onward(page);
    await page.getByText(words.problem.changedMeanwhile).waitFor();
    expect(await page.inputValue(TRADE_NAME)).toBe('First Tab Again');
    await onward(page);
    await isAtAddresses(page);
    expect((await stateOf(carrier, id)).form.common.tradeName).toBe('First Tab Again');
    await visitor.close();
  });

  it('is submitted once on a slow network, however often the button is pressed', async () => {
    const { visitor, path } = await aDraft();
    const { page, words } = visitor;
    let sent = 0;
    await page.route('**/submit', async (route) => {
      sent++;
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    await visitor.open(`${path}?step=check`);
    const submit = visitor.button(words.apply.submit);
    await submit.click();
    expect(await submit.isDisabled()).toBe(true);
    await submit.click({ force: true });
    await page.waitForURL('**/portal/applications/*');
    expect(sent).toBe(1);
    await visitor.close();
  });

  it('says that the service is away in mid-submission, and goes on where it stood', async () => {
    const { visitor, path, carrier, id } = await aDraft();
    const { page, words } = visitor;
    await page.route('**/submit', (route) => route.abort('connectionrefused'));
    await visitor.open(`${path}?step=check`);
    await visitor.button(words.apply.submit).click();
    await page.getByText(words.problem.unreachable).waitFor();
    expect((await stateOf(carrier, id)).state).toBe('DRAFT');
    await page.unroute('**/submit');
    await visitor.button(words.apply.submit).click();
    await page.waitForURL('**/portal/applications/*');
    await visitor.close();
  });

  it('finds its submission where only the answer was lost', async () => {
    const { visitor, path, carrier, id } = await aDraft();
    const { page, words } = visitor;
    await page.route('**/submit', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await visitor.open(`${path}?step=check`);
    await visitor.button(words.apply.submit).click();
    await page.waitForURL('**/portal/applications/*');
    expect((await stateOf(carrier, id)).state).not.toBe('DRAFT');
    await visitor.close();
  });
});
