/** How one program numbers the accounts it opens, e.g. `{ prefix: 'CT', digits: 8 }`. */
export interface AccountNumbering {
  readonly prefix: string;
  readonly digits: number;
}

/** ID-9: an imported account keeps the number it had: up to fifteen capital letters and digits. */
export const isAccountNumber = (value: string): boolean => /^[A-Z0-9]{1,15}$/.test(value);

/** ID-10: a number given out here is the program's prefix and a fixed count of digits, and never given out twice. */
export const isGeneratedAccountNumber = (value: string, { prefix, digits }: AccountNumbering): boolean =>
  value.length === prefix.length + digits &&
  value.startsWith(prefix) &&
  /^\d+$/.test(value.slice(prefix.length));

/** The account number for the n-th account that a program opens. */
export const accountNumberOf = (ordinal: number, { prefix, digits }: AccountNumbering): string =>
  prefix + String(ordinal).padStart(digits, '0');

/** ID-11: an application's reference is the program's prefix, the year, and six digits, e.g. `HA-C-2026-000123`. */
export const applicationReferenceOf = (prefix: string, year: number, ordinal: number): string =>
  `${prefix}-${year}-${String(ordinal).padStart(6, '0')}`;
