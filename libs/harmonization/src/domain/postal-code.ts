/** Canada Post uses neither D, F, I, O, Q, U anywhere nor W and Z in the first place. */
const CANADIAN = /^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d$/;
const FORMS: Readonly<Record<string, RegExp>> = { US: /^\d{5}(-\d{4})?$/, CA: CANADIAN, MX: /^\d{5}$/ };
const ELSEWHERE = /^[A-Z0-9][A-Z0-9 -]{1,9}$/;

/** PLACE-3: a postal code has its own country's form. */
export const isPostalCodeOf = (country: string, postalCode: string): boolean =>
  (Object.hasOwn(FORMS, country) ? (FORMS[country] ?? ELSEWHERE) : ELSEWHERE).test(postalCode);

/** A Canadian code is written in two groups of three, however it was typed. */
export const normalizePostalCode = (typed: string): string =>
  typed.toUpperCase().replace(/^([A-Z]\d[A-Z])[ -]?(\d[A-Z]\d)$/, '$1 $2');
