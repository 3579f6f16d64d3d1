import type { ApplicationForm, SupplementName } from '@harmonization/domain/application-form';
import type { ComponentType } from 'preact';
import type { Words } from '../../words/en';
import { AddressesFields, CompanyFields, ContactsFields } from './common-fields';
import { ConsentFields } from './consent-fields';
import { SecurityFields } from './security-fields';
import { CanadianFields, UsFields } from './supplement-fields';

export interface Step {
  readonly name: keyof Words['apply']['steps'];
  readonly fields: ComponentType;
  /** True for the fields that this step shows, by JSON pointer. */
  readonly has: (pointer: string) => boolean;
}

const under =
  (...roots: string[]) =>
  (pointer: string): boolean =>
    roots.some((root) => pointer === root || pointer.startsWith(`${root}/`));

const COMPANY = ['legalName', 'tradeName', 'ownerType', 'phone', 'website', 'lineOfBusiness'];

const COMMON: readonly Step[] = [
  {
    name: 'company',
    fields: () => <CompanyFields at="/common" />,
    has: under(...COMPANY.map((field) => `/common/${field}`)),
  },
  { name: 'addresses', fields: () => <AddressesFields at="/common" />, has: under('/common/addresses') },
  { name: 'contacts', fields: () => <ContactsFields at="/common" />, has: under('/common/contacts') },
];
const SUPPLEMENTS: readonly (Step & { readonly name: SupplementName })[] = [
  { name: 'usSupplement', fields: UsFields, has: under('/usSupplement') },
  { name: 'canadianSupplement', fields: CanadianFields, has: under('/canadianSupplement') },
];
const SECURITY: Step = { name: 'security', fields: SecurityFields, has: under('/common/securityProfile') };
const CONSENT: Step = { name: 'consent', fields: ConsentFields, has: under('/consents', '/attestations') };

/** Only what is missing is asked: a member's common part and its program's supplement are held already. */
export function stepsOf(form: Partial<ApplicationForm>, supplements: readonly SupplementName[]): Step[] {
  const asked = SUPPLEMENTS.filter(({ name }) => supplements.includes(name));
  return form.common === undefined ? [...asked, CONSENT] : [...COMMON, ...asked, SECURITY, CONSENT];
}
