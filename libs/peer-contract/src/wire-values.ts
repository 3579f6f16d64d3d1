const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Lower case only: one thing has one spelling on the wire. */
export const isUuidV7 = (value: unknown): value is string => typeof value === 'string' && UUID_V7.test(value);

export const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;

export const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** NUL and lone surrogates are legal JSON but no PostgreSQL text can hold them. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
/** How JSON spells them; cheap to look for in the raw text before every string of it is walked. */
const MAYBE_UNSTORABLE = /\\u(?:0000|d[89a-f])/i;

export const mayHoldUnstorableText = (json: string): boolean => MAYBE_UNSTORABLE.test(json);

/** Whether any string in the value, keys included, cannot be stored. */
export function holdsUnstorableText(value: unknown): boolean {
  if (typeof value === 'string') return UNSTORABLE.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => UNSTORABLE.test(key) || holdsUnstorableText(inner));
}
