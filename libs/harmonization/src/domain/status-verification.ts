import type { WireStatus } from './life-cycle';
import { isMember } from './wire-status';

/** The scope under which a partner lets others see its name, and may look at theirs. */
export const SVI_SCOPE = 'SVI_COMPANY_NAME';

/** What one partner learns of another's status: no reason, no date, nothing finer. */
export type SviStatus = 'CERTIFIED' | 'NOT_CERTIFIED';

/** SVI-1: only a certified partner that has consented looks others up, and only such a one is found. */
export const sviStatusOf = (wire: WireStatus): SviStatus => (isMember(wire) ? 'CERTIFIED' : 'NOT_CERTIFIED');

/** SVI-2: look-ups of one login within an hour of the clock: enough for a shipper's morning, too few to list the members. */
export const LOOK_UPS_AN_HOUR = 60;

/** Without letters and digits that are mistaken for each other. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

/** SVI-3: a number that tells nothing of its account and cannot be counted up to; from random bytes, one a character. */
export const sviNumberOf = (random: Uint8Array): string =>
  [...random.slice(0, LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');

export const SVI_RANDOM_BYTES = LENGTH;

export const isSviNumber = (text: string): boolean => new RegExp(`^[${ALPHABET}]{${LENGTH}}$`).test(text);
