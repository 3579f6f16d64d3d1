import { bn9Of, isBn15, isCanadianCarrierCode, isUsdot } from '../identifiers';
import type { SharedData } from '../shared-data';
import { normalizeCompany, normalizeStreet, plainWords } from './normalize-company';

/** By what two accounts, one of each program, may be one carrier. */
export const MATCH_RULES = ['MATCH-1', 'MATCH-2', 'MATCH-3', 'MATCH-4', 'MATCH-5'] as const;
export type MatchRule = (typeof MATCH_RULES)[number];

/** One value of an account that the other program may hold too; what is compared, never what is said. */
export interface MatchValue {
  readonly rule: MatchRule;
  readonly value: string;
}

type Finder = (data: SharedData) => string | undefined;

/** MATCH-1: the same USDOT number. */
const byUsdot: Finder = ({ identifiers: { usdot } }) => (usdot && isUsdot(usdot) ? usdot : undefined);

/** MATCH-2: the same Canadian carrier code. */
const byCarrierCode: Finder = ({ identifiers: { canadianCarrierCode: code } }) =>
  code && isCanadianCarrierCode(code) ? code : undefined;

/** MATCH-3: the same company by the first nine digits of its business number. */
const byBusinessNumber: Finder = ({ identifiers: { bn15 } }) =>
  bn15 && isBn15(bn15) ? bn9Of(bn15) : undefined;

const joined = (...parts: string[]): string | undefined =>
  parts.every((part) => part !== '') ? parts.join('|') : undefined;

const headquartersIn = ({ addresses }: SharedData) => addresses.find(({ type }) => type === 'HEADQUARTERS');

/** MATCH-4: the same normalized legal name, and headquarters in the same country, region, city and street. */
const byStreet: Finder = (data) => {
  const place = headquartersIn(data);
  if (!place) return undefined;
  const { country, region, city, street } = place;
  return joined(
    normalizeCompany(data.legalName),
    country,
    region,
    plainWords(city).join(' '),
    normalizeStreet(street),
  );
};

/** MATCH-5: the same normalized legal name, and headquarters in the same country, region and postal code (a ZIP's first five digits). */
const byPostalCode: Finder = (data) => {
  const place = headquartersIn(data);
  if (!place) return undefined;
  const { country, region, postalCode } = place;
  const code = postalCode
    .toUpperCase()
    .replace(/-\d{4}$/, '')
    .replace(/[^A-Z0-9]/g, '');
  return joined(normalizeCompany(data.legalName), country, region, code);
};

const FINDERS: Readonly<Record<MatchRule, Finder>> = {
  'MATCH-1': byUsdot,
  'MATCH-2': byCarrierCode,
  'MATCH-3': byBusinessNumber,
  'MATCH-4': byStreet,
  'MATCH-5': byPostalCode,
};

/** Every value of an account by which the other program could know the same carrier. */
export const matchValuesOf = (data: SharedData): MatchValue[] =>
  MATCH_RULES.flatMap((rule) => {
    const value = FINDERS[rule](data);
    return value === undefined ? [] : [{ rule, value: `${rule}|${value}` }];
  });
