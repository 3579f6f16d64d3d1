import type { ApplicationForm, CanadianSupplement, CommonPart, UsSupplement } from './application-form';
import type { Identifiers, SharedData } from './shared-data';

/** The part of the Canadian supplement that an account keeps; trips are counted anew at each application. */
export type HeldCanadianSupplement = Omit<
  CanadianSupplement,
  'crossBorderTrips12Months' | 'crossBorderTrips90Days'
>;

/** What a form can be filled with from an account; its line of business is the account's, not shared data. */
export interface HeldForm {
  readonly common: Omit<CommonPart, 'lineOfBusiness'>;
  readonly usSupplement?: UsSupplement;
  readonly canadianSupplement?: HeldCanadianSupplement;
}

const withoutAbsent = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

/**
 * MAP-1: what an account opened by this application holds. `held` are identifiers that a membership already has: a
 * supplement given anew counts more, one left out keeps them.
 */
export function toSharedData(form: ApplicationForm, held: Identifiers = {}): SharedData {
  const { legalName, tradeName, ownerType, phone, website, addresses, contacts, securityProfile } =
    form.common;
  const identifiers = { ...held, ...withoutAbsent(identifiersOf(form)) };
  return withoutAbsent({
    legalName,
    tradeName,
    ownerType,
    phone,
    website,
    addresses,
    contacts,
    identifiers,
    securityProfile,
  });
}

function identifiersOf({ usSupplement, canadianSupplement }: ApplicationForm): Identifiers {
  const {
    crossBorderTrips12Months: _year,
    crossBorderTrips90Days: _quarter,
    ...canadian
  } = canadianSupplement ?? emptyCanadian;
  return { ...usSupplement, ...canadian };
}

const emptyCanadian: Partial<CanadianSupplement> = {};

/** MAP-2: the form as far as an account can fill it: a proven member is not asked again for what its program holds. */
export function fromSharedData(data: SharedData): HeldForm {
  const { identifiers, ...common } = data;
  return withoutAbsent({
    common,
    usSupplement: usSupplementOf(identifiers),
    canadianSupplement: canadianSupplementOf(identifiers),
  });
}

function usSupplementOf({ scac, usdot, mcNumber, ein }: Identifiers): UsSupplement | undefined {
  return scac && usdot ? withoutAbsent({ scac, usdot, mcNumber, ein }) : undefined;
}

function canadianSupplementOf(identifiers: Identifiers): HeldCanadianSupplement | undefined {
  const { canadianCarrierCode, bn15, carmRegistered, carmRegisteredOn } = identifiers;
  if (carmRegistered === undefined) return undefined;
  return withoutAbsent({ canadianCarrierCode, bn15, carmRegistered, carmRegisteredOn });
}
