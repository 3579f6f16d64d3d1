import { luhnHolds } from '@harmonization/domain/identifiers';

/** What stands for `{{name}}` in the documents of test carriers. */
export interface FreshIdentifiers {
  readonly scac: string;
  readonly usdot: string;
  readonly mcNumber: string;
  readonly ein: string;
  readonly canadianCarrierCode: string;
  readonly bn15: string;
  /** Tells the carriers of two runs apart, in their names. */
  readonly tag: string;
  readonly domain: string;
}

/** Draws one item of the alphabet at a time. */
type Draw = (alphabet: string, length: number) => string;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';

/** FNV-1a: spreads seeds that differ in one character. */
function hashOf(seed: string): number {
  return [...seed].reduce(
    (hash, character) => Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0,
    0x811c9dc5,
  );
}

/** The same seed draws the same values (mulberry32), so that a failed run can be played again. */
function drawFrom(seed: string): Draw {
  let state = hashOf(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return (alphabet, length) =>
    Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
}

/** Eight digits and the ninth that makes them pass Luhn. */
function businessNumber(draw: Draw): string {
  const eight = draw('123456789', 1) + draw(DIGITS, 7);
  const check = [...DIGITS].find((digit) => luhnHolds(eight + digit)) ?? '';
  return `${eight}${check}RC0001`;
}

/** Valid identifiers that no other seed has, as far as chance goes. */
export function freshIdentifiers(seed: string): FreshIdentifiers {
  const draw = drawFrom(seed);
  const tag = draw(LETTERS, 1) + draw(LETTERS.toLowerCase(), 4);
  return {
    scac: draw(LETTERS, 4),
    usdot: draw('123456789', 1) + draw(DIGITS, 7),
    mcNumber: `MC-${draw('123456789', 1)}${draw(DIGITS, 6)}`,
    ein: `${draw('123456789', 2)}-${draw(DIGITS, 7)}`,
    canadianCarrierCode: draw(LETTERS + DIGITS, 4),
    bn15: businessNumber(draw),
    tag,
    domain: `${tag.toLowerCase()}-${draw(LETTERS.toLowerCase(), 6)}.example.com`,
  };
}
