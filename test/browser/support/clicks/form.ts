import type { ApplicationForm, SupplementName } from '@harmonization/domain/application-form';
import type { Visitor } from '../visitor';

const idOf = (pointer: string): string => `#f${pointer.replaceAll('/', '-')}`;

/** Types a value into the field of a pointer, whatever kind of field it is; records and lists field by field. */
export async function fillIn(visitor: Visitor, pointer: string, value: unknown): Promise<void> {
  if (value === undefined || value === null) return;
  if (typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) await fillIn(visitor, `${pointer}/${name}`, inner);
    return;
  }
  const field = visitor.page.locator(idOf(pointer));
  if (typeof value === 'boolean') return field.setChecked(value);
  const tag = await field.evaluate((element: unknown) => (element as { tagName: string }).tagName);
  if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`${pointer} is no answer`);
  if (tag === 'SELECT') await field.selectOption(String(value));
  else await field.fill(String(value));
}

/** Fills the records of a list; the page begins with one. */
async function fillList(
  visitor: Visitor,
  list: 'addresses' | 'contacts',
  form: ApplicationForm,
): Promise<void> {
  const { apply } = visitor.words;
  const records: readonly object[] = form.common[list];
  for (const [index, record] of records.entries()) {
    if (index > 0) await visitor.button(list === 'addresses' ? apply.addAddress : apply.addContact).click();
    await fillIn(visitor, `/common/${list}/${index}`, record);
  }
}

async function fillCompany(visitor: Visitor, { common }: ApplicationForm): Promise<void> {
  const { legalName, tradeName, ownerType, phone, website } = common;
  await fillIn(visitor, '/common', { legalName, tradeName, ownerType, phone, website });
}

/** Opens each category and answers what the carrier's document answers. */
async function fillSecurity({ page }: Visitor, { common }: ApplicationForm): Promise<void> {
  for (const { criterion, answer } of common.securityProfile) {
    const field = page.locator(`#criterion-${criterion.replace('.', '-')}`);
    if (!(await field.isVisible()))
      await page.locator('details', { has: field }).locator('summary').first().click();
    await field.fill(answer);
  }
}

export async function fillConsent(visitor: Visitor, { attestations }: ApplicationForm): Promise<void> {
  await visitor.page.locator('#f-consents').check();
  await fillIn(visitor, '/attestations', attestations);
}

const goOn = async (visitor: Visitor, step: keyof Visitor['words']['apply']['steps']): Promise<void> => {
  await visitor.button(visitor.words.action.continue).click();
  await visitor.page.getByRole('heading', { level: 1, name: visitor.words.apply.steps[step] }).waitFor();
};

type Steps = readonly (readonly [keyof Visitor['words']['apply']['steps'], () => Promise<void>])[];

/** Every step that is asked, in its order, to the answers to check. */
export async function fillSteps(
  visitor: Visitor,
  form: ApplicationForm,
  asked: { readonly common: boolean; readonly supplements: readonly SupplementName[] },
): Promise<void> {
  const common: Steps = [
    ['company', () => fillCompany(visitor, form)],
    ['addresses', () => fillList(visitor, 'addresses', form)],
    ['contacts', () => fillList(visitor, 'contacts', form)],
  ];
  const supplements: Steps = asked.supplements.map((name) => [
    name,
    () => fillIn(visitor, `/${name}`, form[name]),
  ]);
  const security: Steps = [['security', () => fillSecurity(visitor, form)]];
  const consent: Steps = [['consent', () => fillConsent(visitor, form)]];
  const steps = [...(asked.common ? [...common, ...supplements, ...security] : supplements), ...consent];
  for (const [index, [, fill]] of steps.entries()) {
    await fill();
    await goOn(visitor, steps[index + 1]?.[0] ?? 'check');
  }
}
