/**
 * Shared data: what the host edits and the client mirrors (domain §8, class "shared data"). One document an account,
 * the same shape in both programs, JSON all the way down.
 */
export const ADDRESS_TYPES = ['HEADQUARTERS', 'MAILING', 'OFFICE', 'TERMINAL', 'YARD', 'OTHER'] as const;
export type AddressType = (typeof ADDRESS_TYPES)[number];

export const OWNER_TYPES = [
  'CORPORATION',
  'PARTNERSHIP',
  'SOLE_PROPRIETOR',
  'LLC',
  'COOPERATIVE',
  'OTHER',
] as const;
export type OwnerType = (typeof OWNER_TYPES)[number];

/** A place of the company. `region` is ISO 3166-2 (`US-NY`), `country` ISO 3166-1 alpha-2, `postalCode` in the country's own form. */
export interface Address {
  type: AddressType;
  street: string;
  city: string;
  region: string;
  postalCode: string;
  country: string;
  staffed: boolean;
}

/** A point of contact. `phone` is E.164; `email` is unique within the account. */
export interface Contact {
  name: string;
  title: string;
  email: string;
  phone: string;
  isCompanyOfficer: boolean;
  isPrimaryContact: boolean;
}

/** Identifier values; their verification outcome is a program fact and lives elsewhere. Dates are `YYYY-MM-DD`. */
export interface Identifiers {
  scac?: string;
  usdot?: string;
  mcNumber?: string;
  ein?: string;
  canadianCarrierCode?: string;
  bn15?: string;
  carmRegistered?: boolean;
  carmRegisteredOn?: string;
  mids?: string[];
  tin?: string;
}

/** One answer to one criterion of the security profile, e.g. criterion `4.2`; evidence is a list of document references. */
export interface SecurityAnswer {
  criterion: string;
  answer: string;
  evidence: string[];
}

export interface SharedData {
  legalName: string;
  tradeName?: string;
  ownerType: OwnerType;
  phone: string;
  website?: string;
  addresses: Address[];
  contacts: Contact[];
  identifiers: Identifiers;
  securityProfile: SecurityAnswer[];
}
