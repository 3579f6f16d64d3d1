const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function merged(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result.delete(name);
    else result.set(name, merged(result.get(name), value));
  }
  return Object.fromEntries(result);
}

/** JSON Merge Patch (RFC 7396): `null` removes, objects merge, everything else (lists too) replaces. The target stays as it is. */
export const mergePatch = <T>(target: T, patch: unknown): T => merged(target, patch) as T;
