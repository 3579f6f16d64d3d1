import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { submit } from '../e2e/support/play/application';
import { playFlow, type Linked } from '../e2e/support/play/flows';
import { untilHostCase } from '../e2e/support/play/host-case';
import { validationsAt } from '../e2e/support/play/review';
import { PROGRAM_CODES, type ProgramCode } from '../e2e/support/programs';
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
const WIDE: Look = { width: 1280, language: 'en' };

describeInBrowser('the pages of officers', () => {
  let world: World;
  let browser: Browser;
  let linked: Linked;
  let disputedHost: Record<ProgramCode, string>;
  /** Legal name of the carrier whose host is disputed. */
  let disputing: string;
  beforeAll(async () => {
    const environment = { PORTAL_FOLDER, SESSION_KEY };
    world = await startWorld({ environment: { CTPAT: environment, PIP: environment } });
    linked = await playFlow(world, 'F1');
    const carrier = world.carrier('F1');
    const attestations = { ...carrier.form.attestations, secondHeadOffice: true };
    disputing = carrier.form.common.legalName;
    const filed = await submit(world.ctpat, carrier, { ...carrier.form, attestations });
    const [ctpat, pip] = await Promise.all(world.both.map((side) => untilHostCase(world, side, filed)));
    disputedHost = { CTPAT: ctpat.id, PIP: pip.id };
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  const officerAt = (program: ProgramCode, look = WIDE): Promise<Visitor> =>
    Visitor.of(browser, world.sides[program], world.officer(world.sides[program]), look);

  describe.each(PROGRAM_CODES)('of %s', (program) => {
    it.each(LOOKS)('are usable by everyone ($language, $width px wide)', async (look) => {
      const side = world.sides[program];
      const number = linked.accountNumbers[program];
      const [validation] = await validationsAt(world, side, number);
      const visitor = await officerAt(program, look);
      const faults = await pageFaults(visitor, look, [
        '/',
        `/cases/${disputedHost[program]}`,
        '/applications',
        `/applications/${linked.filed.id}`,
        '/accounts',
        `/accounts/${number}`,
        `/accounts/${number}/both`,
        '/validations',
        `/validations/${validation.id}`,
        '/due',
        '/arrangements',
        '/operations',
      ]);
      await visitor.close();

      expect(faults).toEqual([]);
    });
  });

  it('name the carrier in the queue and on the case, which leads to what is known of it', async () => {
    const visitor = await officerAt('CTPAT');
    const { page, words } = visitor;
    await visitor.open('/');
    const row = page.getByRole('row', { name: words.case.kinds.HOST_ASSIGNMENT });
    await row.getByText(disputing, { exact: true }).waitFor();
    await row.getByRole('link').click();
    await visitor.settled();
    await visitor.link(disputing).click();
    await page.waitForURL(/\/portal\/(applications|accounts)\/[^/]+$/);
    await page.getByText(disputing).first().waitFor();

    expect(await page.getByText(disputing).first().isVisible()).toBe(true);
    await visitor.close();
  });

  it('take a case, say what they think of it and give it back, by keyboard alone', async () => {
    const visitor = await officerAt('CTPAT');
    const { page } = visitor;
    await visitor.open(`/cases/${disputedHost.CTPAT}`);
    await visitor.press('button', 'Take this case');
    await page.waitForSelector('text=Give it back');
    await visitor.press('summary', 'Add a comment (stays in this program)');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Two head offices, both staffed.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.timeline >> text=Two head offices, both staffed.');
    await visitor.press('button', 'Give it back');
    await page.waitForSelector('text=Take this case');

    const given = await world.officer(world.ctpat).read(`/v1/staff/cases/${disputedHost.CTPAT}`);
    expect(given).toMatchObject({ assignee: null, comments: [{ text: 'Two head offices, both staffed.' }] });
    await visitor.close();
  });

  it('carry a validation from its plan to its cancellation', async () => {
    const visitor = await officerAt('CTPAT');
    const { page } = visitor;
    const fill = (label: string, value: string) => page.getByLabel(label).fill(value);
    await visitor.open(`/accounts/${linked.accountNumbers.CTPAT}`);
    await page.getByLabel('Kind').selectOption('REVALIDATION');
    await visitor.button('Plan a validation').click();
    await page.click('article h3:has(.tag:text-is("Planned")) a');
    await fill('First day of the visit', world.clock.dateIn(2));
    await fill('Last day of the visit', world.clock.dateIn(3));
    await visitor.button('Send the notice').click();
    await page.waitForSelector('[role=alert]');
    await fill('First day of the visit', world.clock.dateIn(31));
    await fill('Last day of the visit', world.clock.dateIn(32));
    await visitor.button('Send the notice').click();
    await page.waitForSelector('dd:has-text("Notice sent")');
    await page.click('summary:has-text("Cancel the validation")');
    await fill('Reason', 'The carrier has moved.');
    await visitor.button('Cancel the validation').click();
    await page.waitForSelector('dd:has-text("Cancelled")');

    const rows = await validationsAt(world, world.ctpat, linked.accountNumbers.CTPAT);
    expect(rows.at(-1)).toMatchObject({
      state: 'CANCELLED',
      facts: { cancelReason: 'The carrier has moved.' },
    });
    await visitor.close();
  });
});
