import type { ApplicationForm } from './application-form';
import type { Bilingual } from './bilingual';
import type { EligibilityFinding } from './program-profile';

/** One of a program's minimum requirements; its text says what is required. */
export interface EligibilityRule {
  readonly id: string;
  readonly isMet: (form: ApplicationForm) => boolean;
  readonly text: Bilingual;
}

/** ELI-1: an officer sees every rule of the program, met or not; the software finds, the officer decides. */
export const assess = (rules: readonly EligibilityRule[], form: ApplicationForm): EligibilityFinding[] =>
  rules.map(({ id, isMet, text }) => ({ rule: id, met: isMet(form), text }));

/** True where the carrier has an office with people in it in one of these countries. */
export const hasStaffedPlaceIn = (form: ApplicationForm, countries: readonly string[]): boolean =>
  form.common.addresses.some(({ staffed, country }) => staffed && countries.includes(country));

/** True where the person whom the program calls is a company officer. */
export const primaryContactIsOfficer = (form: ApplicationForm): boolean =>
  form.common.contacts.some(({ isPrimaryContact, isCompanyOfficer }) => isPrimaryContact && isCompanyOfficer);

/** Country of the headquarters. */
export const headquartersCountryOf = (form: ApplicationForm): string | undefined =>
  form.common.addresses.find(({ type }) => type === 'HEADQUARTERS')?.country;
