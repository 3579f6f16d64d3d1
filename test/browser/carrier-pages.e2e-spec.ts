import { readFileSync } from 'node:fs';
import { playFlow, type Linked } from '../e2e/support/play/flows';
import { linkOf, untilCase } from '../e2e/support/play/life';
import { setStatus } from '../e2e/support/play/review';
import type { Side } from '../e2e/support/side';
import { untilHolds } from '../e2e/support/until';
import { describeInBrowser } from './support/browser';
import { openBrowserWorld, type BrowserWorld } from './support/browser-world';
import { Visitor, type Look } from './support/visitor';

const ENGLISH: Look = { width: 1280, language: 'en' };
const FRENCH: Look = { width: 1280, language: 'fr' };

/** The smallest thing that is a PDF. */
const PDF = Buffer.from('%PDF-1.4\n% a plan\n%%EOF\n');

describeInBrowser('a linked carrier on its pages', () => {
  let opened: BrowserWorld;
  let linked: Linked;
  beforeAll(async () => {
    opened = await openBrowserWorld();
    linked = await playFlow(opened.world, 'F1');
  });
  afterAll(() => opened?.close());

  const carrierAt = (side: Side, look: Look): Promise<Visitor> =>
    Visitor.of(opened.browser, side, linked.filed.carrier.at(side), look);
  const account = (side: Side, section = ''): string =>
    `/accounts/${linked.accountNumbers[side.program]}${section}`;

  it('is told the limits of a document, uploads one, shares it, and reads it at the client', async () => {
    const { host, client } = linked;
    const visitor = await carrierAt(host, ENGLISH);
    const { page, words } = visitor;
    const { documents } = words.carrier;
    await visitor.open(account(host, '/documents'));
    expect(await page.textContent('#file-hint')).toContain('20 MB');
    await page.setInputFiles('#file', { name: 'plan.exe', mimeType: 'application/pdf', buffer: PDF });
    await page.getByText(documents.wrongType).waitFor();
    expect(await visitor.button(documents.upload).isDisabled()).toBe(true);

    await page.setInputFiles('#file', { name: 'plan.pdf', mimeType: 'application/pdf', buffer: PDF });
    await page.selectOption('#criterion', '1.1');
    await visitor.button(documents.upload).click();
    await page.getByText(documents.uploaded).waitFor();
    await visitor.button(documents.makeShared).click();
    await visitor.button(documents.makeHostOnly).waitFor();
    expect(visitor.faults).toEqual([]);
    await visitor.close();

    const there = await carrierAt(client, FRENCH);
    await there.openUntil(account(client, '/documents'), there.link('plan.pdf'));
    expect(await there.page.locator('#file').count()).toBe(0);
    await there.close();
  });

  it('keeps what was typed where a colleague has changed the account meanwhile, and saves it at the second try', async () => {
    const { host, filed } = linked;
    const number = linked.accountNumbers[host.program];
    const path = `/v1/accounts/${number}`;
    const visitor = await carrierAt(host, ENGLISH);
    const { page, words } = visitor;
    await visitor.open(account(host, '/edit'));
    await page.fill('#f-tradeName', 'Typed Here');
    await filed.carrier.at(host).edit(path, { phone: '+17165550188' });

    await visitor.button(words.action.save).click();
    await page.getByText(words.problem.changedMeanwhile).waitFor();
    expect(await page.inputValue('#f-tradeName')).toBe('Typed Here');
    expect(await page.inputValue('#f-phone')).toBe('+17165550188');
    await visitor.button(words.action.save).click();
    await page.waitForURL(`**/portal/accounts/${number}`);
    const { shared } = await filed.carrier.at(host).read(path);
    expect(shared).toMatchObject({ tradeName: 'Typed Here', phone: '+17165550188' });
    await visitor.close();
  });

  it('keeps at the client the limited views, and is shown the way to the host', async () => {
    const { client, host } = linked;
    const visitor = await carrierAt(client, FRENCH);
    const { words } = visitor;
    await visitor.open(account(client));
    await visitor.page.getByText(words.account.hostedElsewhere(words.host[host.program]!)).waitFor();
    const links = visitor.page.getByRole('navigation', { name: words.carrier.menu }).getByRole('link');
    expect(await links.allTextContents()).not.toContain(words.carrier.sections.validations);
    expect(await visitor.link(words.account.edit).count()).toBe(0);
    await visitor.close();
  });

  it('answers the required actions of a validation', async () => {
    const { host } = linked;
    const officer = opened.world.officer(host);
    const number = linked.accountNumbers[host.program];
    const { id } = await officer.make(`/v1/staff/accounts/${number}/validations`, { kind: 'REVALIDATION' });
    const { clock } = opened.world;
    const visitor = await carrierAt(host, ENGLISH);
    const { page, words } = visitor;
    const { validations } = words.carrier;
    await visitor.open(account(host, '/validations'));
    await visitor.button(validations.waive).click();
    await page.getByRole('dialog').getByRole('button', { name: validations.waive }).click();
    await page.getByText(words.validation.facts.waivedOn).waitFor();

    await officer.make(`/v1/staff/validations/${id}/notice`, {
      visitOn: clock.dateIn(0),
      visitEndsOn: clock.dateIn(1),
    });
    await officer.make(`/v1/staff/validations/${id}/start`);
    await officer.make(`/v1/staff/validations/${id}/report`, {
      summary: 'The yard has no fence.',
      requiredActions: ['Build a fence'],
    });
    await visitor.open(account(host, '/validations'));
    await page.getByText('Build a fence').waitFor();
    await page.getByLabel(validations.respond).fill('The fence stands since Monday.');
    await visitor.button(words.action.send).click();
    await page.getByText('The fence stands since Monday.').waitFor();
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  });

  it('invites someone, and takes the invitation back', async () => {
    const visitor = await carrierAt(linked.host, FRENCH);
    const { page, words } = visitor;
    const { people } = words.carrier;
    await visitor.open(account(linked.host, '/people'));
    await page.fill('#invite-email', 'dispatch@lakeshore.example');
    await visitor.button(people.invite).click();
    await page.getByText(people.invited).waitFor();
    const revoke = visitor.button(people.revoke('dispatch@lakeshore.example'));
    await revoke.click();
    await revoke.waitFor({ state: 'detached' });
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  });

  it('sends its yearly review, mends what an officer returns, and is dated by the approval', async () => {
    const { ctpat } = opened.world;
    const number = linked.accountNumbers.CTPAT;
    const visitor = await carrierAt(ctpat, ENGLISH);
    const officer = await Visitor.of(opened.browser, ctpat, opened.world.officer(ctpat), ENGLISH);
    const { carrier, due, reviews } = visitor.words;
    const send = async (statement: string): Promise<void> => {
      await visitor.open(account(ctpat, '/duties'));
      await visitor.page.getByLabel(carrier.duties.statement).fill(statement);
      await visitor.button(carrier.duties.submit).click();
      await visitor.page.getByText(carrier.duties.waiting).waitFor();
      expect(await visitor.page.getByLabel(carrier.duties.statement).count()).toBe(0);
    };
    await visitor.open(account(ctpat, '/duties'));
    await visitor.page.getByRole('rowheader', { name: due.duties.ANNUAL_REVIEW! }).waitFor();
    await send('All answers are as they were.');

    await officer.open(`/accounts/${number}`);
    await officer.page.locator('summary', { hasText: reviews.return }).click();
    await officer.page.getByLabel(reviews.note).fill('Criterion 4.1 has changed.');
    await officer.button(reviews.return).click();
    await officer.page.getByText(reviews.states.RETURNED, { exact: true }).waitFor();
    await visitor.open(account(ctpat, '/duties'));
    await visitor.page.getByText('Criterion 4.1 has changed.').waitFor();
    await send('Criterion 4.1 is answered anew.');
    await officer.open(`/accounts/${number}`);
    await officer.button(reviews.approve).click();
    await officer.page.getByText(reviews.states.APPROVED, { exact: true }).waitFor();
    const { dates } = await opened.world.officer(ctpat).read(`/v1/staff/accounts/${number}`);
    expect(dates.lastAnnualReviewOn.on).toBe(opened.world.clock.dateIn(0));
    expect([...visitor.faults, ...officer.faults]).toEqual([]);
    await visitor.close();
    await officer.close();
  });

  it('sees the yearly sign-in as a duty where the program asks for that, and no review', async () => {
    const { pip } = opened.world;
    const visitor = await carrierAt(pip, FRENCH);
    const { carrier, due, reviews } = visitor.words;
    await visitor.open(account(pip, '/duties'));
    await visitor.page.getByRole('rowheader', { name: due.duties.ANNUAL_SIGN_IN! }).waitFor();
    await visitor.page.getByText(carrier.duties.signIn).waitFor();
    expect(await visitor.page.getByRole('heading', { name: reviews.title }).count()).toBe(0);
    await visitor.close();
  });

  it('downloads all that is held of it, at the host and at the client', async () => {
    for (const side of opened.world.both) {
      const visitor = await carrierAt(side, ENGLISH);
      await visitor.open(account(side));
      const [download] = await Promise.all([
        visitor.page.waitForEvent('download'),
        visitor.link(visitor.words.carrier.ownData.download).click(),
      ]);
      const held = JSON.parse(readFileSync(await download.path(), 'utf8')) as object;
      expect(JSON.stringify(held)).toContain(linked.accountNumbers[side.program]);
      expect(visitor.faults).toEqual([]);
      await visitor.close();
    }
  });

  it('puts evidence into its form, sees how far it is, and takes it out again by keyboard', async () => {
    const { world } = opened;
    const applicant = world.carrier('F2');
    const session = applicant.at(world.pip);
    const { id } = await session.make('/v1/applications?draft=true', { form: applicant.form });
    const visitor = await Visitor.of(opened.browser, world.pip, session, FRENCH);
    const { page, words } = visitor;
    const { evidence, documents } = words.carrier;
    await visitor.open(`/apply/${id}?step=security`);
    await page.getByText(evidence.covered(0, 12)).waitFor();
    await page.setInputFiles('#file', { name: 'plan.pdf', mimeType: 'application/pdf', buffer: PDF });
    await page.selectOption('#criterion', '1.1');
    await visitor.button(documents.upload).click();
    await page.getByText(evidence.covered(1, 12)).waitFor();
    await page.locator('summary', { hasText: evidence.count(1) }).waitFor();

    await page.reload();
    await visitor.settled();
    await visitor.link('plan.pdf').waitFor();
    await visitor.button(words.action.continue).click();
    await visitor.open(`/apply/${id}?step=check`);
    await visitor.link('plan.pdf').waitFor();
    await visitor.open(`/apply/${id}?step=security`);
    await visitor.press('button', documents.remove('plan.pdf'));
    await page.getByText(evidence.covered(0, 12)).waitFor();
    expect((await session.read(`/v1/applications/${id}/documents`)).items).toEqual([]);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  });

  it('appeals against a suspension, which its page shows at once', async () => {
    const { host } = linked;
    const officer = opened.world.officer(host);
    const number = linked.accountNumbers[host.program];
    await setStatus(officer, number, 'SUSPENDED', 'INCIDENT');
    const visitor = await carrierAt(host, ENGLISH);
    const { page, words } = visitor;
    const { standing } = words.carrier;
    await visitor.open(account(host, '/standing'));
    await page.getByText(words.account.statuses.SUSPENDED!, { exact: true }).waitFor();
    await page.getByLabel(standing.appealText).fill('The incident was at another carrier.');
    await visitor.button(standing.appeal).click();
    await page.getByText('The incident was at another carrier.').waitFor();
    await untilCase(opened.world, host, 'APPEAL', number);
    expect(visitor.faults).toEqual([]);
    await setStatus(officer, number, 'PRIOR');
    await visitor.close();
  });

  it('takes its consent back and gives it again', async () => {
    const visitor = await carrierAt(linked.host, ENGLISH);
    const { page, words } = visitor;
    const { consents } = words.carrier;
    await visitor.open(account(linked.host, '/consents'));
    await visitor.button(consents.withdraw).first().click();
    await page.getByRole('dialog').getByRole('button', { name: consents.withdraw }).click();
    await visitor.button(consents.giveAgain).click();
    await visitor.button(consents.giveAgain).waitFor({ state: 'detached' });
    expect(visitor.faults).toEqual([]);
    await untilHolds(
      () => linkOf(linked, linked.host),
      ({ paused }) => paused === false,
      'the link to go on',
    );
    await visitor.close();
  });

  it('reads what has happened to its link, in its language, and as it stood on a day', async () => {
    const visitor = await carrierAt(linked.client, FRENCH);
    const { page, words } = visitor;
    await visitor.open(`/links/${linked.linkId}`);
    await page.getByText(words.linkLife.actions['link.proposed']!).first().waitFor();
    expect(await page.locator('.timeline').textContent()).not.toMatch(/link\.|[A-Z]{2,}_[A-Z]+/);
    await page.fill('#as-of', opened.world.clock.dateIn(-31).slice(0, 10));
    await page.keyboard.press('Enter');
    await visitor.button(words.linkLife.present).click();
    expect(await page.inputValue('#as-of')).toBe('');
    await visitor.close();
  });

  it('says that a company is not its own: the other side is hidden at once', async () => {
    const { client } = linked;
    const visitor = await carrierAt(client, FRENCH);
    const { page, words } = visitor;
    await visitor.open(`/links/${linked.linkId}`);
    await page.getByText(words.linkLife.dispute, { exact: true }).first().click();
    await page.getByLabel(words.linkLife.disputeReason).fill('Nous n’avons jamais été membres.');
    await visitor.button(words.linkLife.dispute).click();
    await page.getByText(words.linkLife.hidden).waitFor();
    expect(await page.locator('main').textContent()).not.toContain(linked.accountNumbers.CTPAT);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  });

  it('ends a link with its reason, which the timeline keeps', async () => {
    const other = await playFlow(opened.world, 'F1');
    const visitor = await Visitor.of(opened.browser, other.host, other.filed.carrier.at(other.host), ENGLISH);
    const { page, words } = visitor;
    await visitor.open(`/links/${other.linkId}`);
    await page.locator('summary', { hasText: words.link.delink }).click();
    await page.getByLabel(words.linkLife.delinkReason).fill('We are sold.');
    await visitor.button(words.link.delink).click();
    await visitor.openUntil(
      `/links/${other.linkId}`,
      page.getByText(words.link.phases.ENDED!, { exact: true }),
    );
    await page.getByText('We are sold.').first().waitFor();
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  });
});
