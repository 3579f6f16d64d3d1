import type { Identifiers } from './shared-data';

/** ID-1: a SCAC is two to four capital letters. */
export const isScac = (value: string): boolean => /^[A-Z]{2,4}$/.test(value);

/** ID-2: a USDOT number has one to eight digits and does not start with zero. */
export const isUsdot = (value: string): boolean => /^[1-9]\d{0,7}$/.test(value);

/** ID-3: an operating authority number is MC, MX or FF and up to eight digits. */
export const isMcNumber = (value: string): boolean => /^(MC|MX|FF)-?\d{1,8}$/.test(value);

/** ID-4: an EIN is nine digits, with or without the hyphen after the second. */
export const isEin = (value: string): boolean => /^\d{2}-?\d{7}$/.test(value);

/** ID-5: a Canadian carrier code has four letters or digits. */
export const isCanadianCarrierCode = (value: string): boolean => /^[A-Z0-9]{4}$/.test(value);

/** Luhn: from the right every second digit counts double (its digits added), and the sum ends in zero. */
export function luhnHolds(digits: string): boolean {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, place) => total + luhnWorth(Number(digit), place), 0);
  return sum % 10 === 0;
}

function luhnWorth(digit: number, place: number): number {
  const worth = place % 2 === 0 ? digit : digit * 2;
  return worth > 9 ? worth - 9 : worth;
}

const BN15 = /^\d{9}[A-Z]{2}\d{4}$/;

/** True where only the check digit may be wrong: tells a slip of the finger from another number altogether. */
export const hasBn15Shape = (value: string): boolean => BN15.test(value);

/** ID-6: a business number account is nine digits that pass Luhn, two letters of the account's kind, four digits. */
export const isBn15 = (value: string): boolean => hasBn15Shape(value) && luhnHolds(bn9Of(value));

/** The company itself: the first nine digits of its business number, whichever account of it is meant. */
export const bn9Of = (bn15: string): string => bn15.slice(0, 9);

/** Letter by which a manufacturer in this province is coded: a Canadian MID names the province, never `CA`. */
const CANADIAN_MID_PREFIXES = ['XA', 'XB', 'XC', 'XM', 'XN', 'XO', 'XP', 'XQ', 'XS', 'XT', 'XV', 'XW', 'XY'];

/** ID-7: a MID is at most 15 characters, a country code first; a Canadian one starts with its province's `X` code. */
export function isMid(value: string): boolean {
  if (!/^[A-Z]{2}[A-Z0-9]{1,13}$/.test(value) || value.startsWith('CA')) return false;
  return !value.startsWith('X') || CANADIAN_MID_PREFIXES.includes(value.slice(0, 2));
}

/** ID-8: a trader identification number is a country code and up to fifteen letters or digits. */
export const isTin = (value: string): boolean => /^[A-Z]{2}[A-Z0-9]{1,15}$/.test(value);

/** By what the other program finds the same carrier: same USDOT, first nine digits of the business number, or carrier code. */
export function matchKeysOf(identifiers: Identifiers): {
  usdot?: string;
  bn9?: string;
  canadianCarrierCode?: string;
} {
  const { usdot, bn15, canadianCarrierCode } = identifiers;
  return {
    ...(usdot && { usdot }),
    ...(bn15 && { bn9: bn9Of(bn15) }),
    ...(canadianCarrierCode && { canadianCarrierCode }),
  };
}
