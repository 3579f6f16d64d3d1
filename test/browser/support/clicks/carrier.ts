import type { ApplicationForm, SupplementName } from '@harmonization/domain/application-form';
import type { Visitor } from '../visitor';
import { fillConsent, fillIn, fillSteps } from './form';

/** The other membership, where the carrier applies at the program that it joins. */
export interface PeerMembership {
  readonly accountNumber: string;
  readonly code: string;
}

const idIn = (visitor: Visitor): string => new URL(visitor.page.url()).pathname.split('/').at(-1)!;

async function onceAt(visitor: Visitor, pages: string): Promise<string> {
  await visitor.page.waitForURL(`**/portal/${pages}/*`);
  await visitor.settled();
  return idIn(visitor);
}

async function begin(visitor: Visitor, holding: 'NEITHER' | 'HERE' | 'THERE'): Promise<void> {
  const { words, page } = visitor;
  await visitor.open('/');
  await visitor.link(words.home.apply).click();
  await page.locator(`#holding-${holding}`).check();
  await visitor.button(words.apply.start).click();
  await page.waitForURL('**/portal/apply/*');
  await visitor.button(words.action.continue).waitFor();
}

async function submit(visitor: Visitor): Promise<string> {
  await visitor.button(visitor.words.apply.submit).click();
  return onceAt(visitor, 'applications');
}

/** Scenario 1; answers the application's id. */
export async function applyToBoth(visitor: Visitor, form: ApplicationForm): Promise<string> {
  await begin(visitor, 'NEITHER');
  const order: readonly SupplementName[] = ['usSupplement', 'canadianSupplement'];
  await fillSteps(visitor, form, { common: true, supplements: order });
  return submit(visitor);
}

/** Scenarios 2 and 3: only the missing supplement is asked; elsewhere than at the own program with its one-time code. */
export async function applyAsMember(
  visitor: Visitor,
  form: ApplicationForm,
  supplement: SupplementName,
  membership?: PeerMembership,
): Promise<string> {
  await begin(visitor, membership ? 'THERE' : 'HERE');
  await fillSteps(visitor, form, { common: false, supplements: [supplement] });
  if (membership) await fillIn(visitor, '', membership);
  return submit(visitor);
}

/** Asks for a one-time code on the account's page. */
export async function oneTimeCode(visitor: Visitor, accountNumber: string): Promise<string> {
  await visitor.open('/');
  await visitor.page.locator(`a[href="/portal/accounts/${accountNumber}"]`).click();
  await visitor.button(visitor.words.account.getCode).click();
  return (await visitor.page.locator('.notice.success strong').textContent()) ?? '';
}

export interface BothMemberships {
  readonly accountNumber: string;
  readonly peerAccountNumber: string;
  readonly code: string;
}

/** Scenario 4: redeems the other program's code, reads the differences and acknowledges them; ends at the link. */
export async function linkMemberships(
  visitor: Visitor,
  form: ApplicationForm,
  memberships: BothMemberships,
): Promise<void> {
  const { words, page } = visitor;
  await visitor.open('/');
  await visitor.link(words.home.link).click();
  await page.locator('#f-consents').waitFor();
  await fillIn(visitor, '', memberships);
  await fillConsent(visitor, form);
  await visitor.button(words.link.newTitle).click();
  await visitor.button(words.link.acknowledge).click({ timeout: 30_000 });
  await page.waitForURL('**/portal/links/*');
}

export async function signTerms(visitor: Visitor, id: string): Promise<void> {
  const { application } = visitor.words;
  const button = await visitor.openUntil(`/applications/${id}`, visitor.button(application.signTerms));
  await button.click();
  await button.waitFor({ state: 'detached' });
}
