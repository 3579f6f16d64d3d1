import type { Address, Contact, OwnerType, SecurityAnswer } from './shared-data';

/** The common part: asked once, read by both programs. */
export interface CommonPart {
  legalName: string;
  tradeName?: string;
  ownerType: OwnerType;
  phone: string;
  website?: string;
  /** Only `HIGHWAY_CARRIER` may be harmonized in 1.0 (rule R0). */
  lineOfBusiness: string;
  addresses: Address[];
  contacts: Contact[];
  securityProfile: SecurityAnswer[];
}

/** What only the United States' program needs. */
export interface UsSupplement {
  scac: string;
  usdot: string;
  mcNumber?: string;
  ein?: string;
}

/** What only Canada's program needs: the carrier code of carriers based in the US, the business number of Canadian companies. */
export interface CanadianSupplement {
  canadianCarrierCode?: string;
  bn15?: string;
  carmRegistered: boolean;
  carmRegisteredOn?: string;
  /** Cross-border trips in the last 12 months and the last 90 days (PIP eligibility). */
  crossBorderTrips12Months: number;
  crossBorderTrips90Days: number;
}

export type SupplementName = 'usSupplement' | 'canadianSupplement';

/** What the carrier's officer attests at submission. */
export interface Attestations {
  /** Everything said is true and complete. */
  accurate: boolean;
  secondHeadOffice: boolean;
  mergerOrRelocationWithin12Months: boolean;
  /** R9: the carrier objects to the host that the rules designate; the reason in its own words. */
  hostObjection?: string;
}

/** One consent given on the form; the text version fixes its words and its list of fields. */
export interface ConsentGiven {
  scope: string;
  textVersion: string;
  language: 'en' | 'fr';
}

/** The one application for both programs. A member of one program leaves out the supplement that its program already holds. */
export interface ApplicationForm {
  common: CommonPart;
  usSupplement?: UsSupplement;
  canadianSupplement?: CanadianSupplement;
  consents: ConsentGiven[];
  attestations: Attestations;
}

type DraftField<Whole> = Whole extends readonly (infer Each)[]
  ? Draft<Each>[]
  : Whole extends object
    ? Draft<Whole>
    : Whole;

/** What may still lack anything. */
export type Draft<Whole> = { [Field in keyof Whole]?: DraftField<NonNullable<Whole[Field]>> };

/** One wrong field: where (JSON pointer), the rule's stable code, and what was expected, for people. */
export interface FieldFinding {
  pointer: string;
  code: string;
  expected: { en: string; fr: string };
}
