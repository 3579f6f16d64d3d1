import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';

/** Without 0, 1, I, L, O and U: read aloud or copied by hand, no character is taken for another. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 10;

/** Hours that a code of a membership lives. */
export const CODE_HOURS = 72;
/** Wrong tries that a code, and a login, may make. */
export const CODE_TRIES = 5;

export const newCode = (): string =>
  Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** A code as it is compared: however it was copied. */
export const normalizedCode = (code: string): string => code.toUpperCase().replace(/[\s-]/g, '');

/** What is stored in place of a code or of its proof: useless to who reads the database without the secret. */
export const keyedHash = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64url');

/** Compares two hashes of one kind in constant time. */
export const sameHash = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(one), Buffer.from(other));
