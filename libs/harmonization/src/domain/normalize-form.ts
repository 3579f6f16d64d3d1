import { normalizePostalCode } from './postal-code';
import { normalizeLine, normalizeLongText } from './plain-text';

type Normalize = (typed: string) => string;

const upper: Normalize = (typed) => normalizeLine(typed).toUpperCase();
/** Identifiers are often typed in groups (`12345 6789 RC 0001`). */
const compactUpper: Normalize = (typed) => upper(typed).replace(/[ -]/g, '');
const phone: Normalize = (typed) => normalizeLine(typed).replace(/[ ().-]/g, '');

/** Fields that are not plain lines, by name: a name means one thing wherever it stands. */
const BY_NAME: ReadonlyMap<string, Normalize> = new Map(
  Object.entries({
    scac: compactUpper,
    usdot: compactUpper,
    mcNumber: upper,
    ein: upper,
    canadianCarrierCode: compactUpper,
    bn15: compactUpper,
    tin: compactUpper,
    mids: compactUpper,
    country: upper,
    region: upper,
    postalCode: (typed) => normalizePostalCode(normalizeLine(typed)),
    phone,
    answer: normalizeLongText,
    hostObjection: normalizeLongText,
  }),
);

/** A form is four levels deep; what is deeper is no form, and is left as it came for the check to refuse. */
const DEEPEST = 8;

/**
 * TXT-5: an application or shared data in its one form: lines trimmed and in NFC, identifiers in capitals without spaces,
 * postal codes and telephone numbers as they are written. Takes any JSON, changes nothing but texts, and is idempotent.
 */
export const normalizeForm = <T>(form: T): T => normalizeValue(form, normalizeLine, DEEPEST) as T;

function normalizeValue(value: unknown, normalize: Normalize, depth: number): unknown {
  if (typeof value === 'string') return normalize(value);
  if (typeof value !== 'object' || value === null || depth === 0) return value;
  if (Array.isArray(value)) return value.map((item) => normalizeValue(item, normalize, depth - 1));
  // A copy keeps whatever keys there are as its own; to build it anew, pair by pair, costs three times as much.
  const copy: Record<string, unknown> = { ...value };
  for (const key of Object.keys(copy)) copy[key] = normalizeValue(copy[key], normalizerOf(key), depth - 1);
  return copy;
}

const normalizerOf = (key: string): Normalize => BY_NAME.get(key) ?? normalizeLine;
