const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const presentKeys = (value: Record<string, unknown>): string[] =>
  Object.keys(value).filter((key) => value[key] !== undefined);

/** Equality of JSON values: the order of keys does not count, an absent field and `undefined` are the same. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = presentKeys(one);
  return keys.length === presentKeys(other).length && keys.every((key) => sameValue(one[key], other[key]));
}
