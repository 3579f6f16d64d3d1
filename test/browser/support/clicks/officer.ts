import { untilAllSaid } from '../../../e2e/support/play/review';
import type { World } from '../../../e2e/support/world';
import type { Visitor } from '../visitor';

/** Clicks and waits until the page has been told of it. */
async function act(visitor: Visitor, name: string, answers = /\/v1\/staff\//): Promise<void> {
  const answered = visitor.page.waitForResponse(
    (response) => response.request().method() === 'POST' && answers.test(response.url()),
  );
  await visitor.button(name).first().click();
  const response = await answered;
  if (!response.ok()) throw new Error(`${name}: ${response.status()} ${await response.text()}`);
}

/** Finds the carrier's application in the list of those in review. */
export async function openApplication(visitor: Visitor, legalName: string): Promise<string> {
  const row = visitor.page.locator('tbody tr', { hasText: legalName }).locator('a');
  await (await visitor.openUntil('/applications', row)).click();
  await visitor.page.waitForURL('**/portal/applications/*');
  await visitor.settled();
  return new URL(visitor.page.url()).pathname.replace('/portal', '');
}

export const verifyHeadquarters = (visitor: Visitor): Promise<void> =>
  act(visitor, visitor.words.review.verified, /\/headquarters$/);

export async function approve(visitor: Visitor, application: string): Promise<void> {
  await visitor.openUntil(application, visitor.button(visitor.words.review.approve));
  await act(visitor, visitor.words.review.approve, /\/decision$/);
}

/** From the application to its account. */
export async function openAccount(visitor: Visitor, application: string): Promise<string> {
  const account = visitor.page.locator('main a[href^="/portal/accounts/"]');
  await (await visitor.openUntil(application, account)).click();
  await visitor.page.waitForURL('**/portal/accounts/*');
  await visitor.settled();
  return new URL(visitor.page.url()).pathname.replace('/portal', '');
}

/** The host's validation, from plan to outcome; the 30 days of its notice pass on the clock of the world. */
export async function validate(visitor: Visitor, world: World, account: string): Promise<void> {
  const { page, words } = visitor;
  await visitor.openUntil(account, visitor.button(words.validation.plan));
  await page.getByLabel(words.validation.kind).selectOption('INITIAL');
  await act(visitor, words.validation.plan);
  await page.getByLabel(words.validation.facts.visitOn).fill(world.clock.dateIn(30));
  await page.getByLabel(words.validation.facts.visitEndsOn).fill(world.clock.dateIn(31));
  await act(visitor, words.validation.notice, /\/notice$/);
  await untilAllSaid(world);
  await world.advanceDays(30);
  await act(visitor, words.validation.start, /\/start$/);
  await page.getByLabel(words.validation.facts.summary).fill('All criteria were seen to be met.');
  await act(visitor, words.validation.report, /\/report$/);
  await act(visitor, words.validation.pass, /\/outcome$/);
}

/** The client recognizes the host's validation as soon as it is known there. */
export async function recognize(visitor: Visitor, account: string): Promise<void> {
  await visitor.openUntil(account, visitor.button(visitor.words.validation.recognize));
  await act(visitor, visitor.words.validation.recognize, /\/recognition$/);
}

export async function setStatus(visitor: Visitor, account: string, status: string): Promise<void> {
  await visitor.open(account);
  const { staffAccount, account: names } = visitor.words;
  const move = staffAccount.moveTo(names.statuses[status] ?? status);
  const summary = visitor.page.locator('summary', { hasText: move });
  if (await summary.isVisible()) await summary.click();
  await act(visitor, move, /\/status$/);
}
