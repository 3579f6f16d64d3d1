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
