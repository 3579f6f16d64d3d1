/** The merge patch (RFC 7396) that makes `after` of `before`; lists are replaced whole, `null` takes a value away. */
export function mergePatchOf(before: unknown, after: unknown): Record<string, unknown> {
  const [from, to] = [(before ?? {}) as Record<string, unknown>, (after ?? {}) as Record<string, unknown>];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const [was, is] = [from[name], to[name]];
      if (JSON.stringify(was) === JSON.stringify(is)) return [];
      if (is === undefined) return [[name, null]];
      return [[name, isRecord(was) && isRecord(is) ? mergePatchOf(was, is) : is]];
    }),
  );
}

const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a merge patch makes of a document. */
export function patched(before: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const base = isRecord(before) ? (before as Record<string, unknown>) : {};
  const names = [...new Set([...Object.keys(base), ...Object.keys(patch as object)])];
  return Object.fromEntries(
    names.flatMap((name): [string, unknown][] => {
      if (!Object.hasOwn(patch as object, name)) return [[name, base[name]]];
      const change = (patch as Record<string, unknown>)[name];
      return change === null ? [] : [[name, patched(base[name], change)]];
    }),
  );
}

/** Whether two patches of one document say something about the same field. */
export const overlap = (one: unknown, other: unknown): boolean =>
  !isRecord(one) ||
  !isRecord(other) ||
  Object.keys(one as object).some(
    (name) =>
      Object.hasOwn(other as object, name) &&
      overlap((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]),
  );
