/** Reads and writes places of a JSON document by JSON pointer (RFC 6901); writing copies what is on the way. */
const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

export function valueAt(document: unknown, pointer: string): unknown {
  return partsOf(pointer).reduce<unknown>(
    (node, part) => (node as Record<string, unknown> | undefined)?.[part],
    document,
  );
}

export function withValueAt<T>(document: T, pointer: string, value: unknown): T {
  return written(document, partsOf(pointer), value) as T;
}

function written(node: unknown, [part, ...rest]: readonly string[], value: unknown): unknown {
  if (part === undefined) return value;
  if (Array.isArray(node)) {
    const items = node as unknown[];
    return items.with(Number(part), written(items[Number(part)], rest, value));
  }
  const { [part]: inner, ...others } = (node ?? {}) as Record<string, unknown>;
  const next = written(inner, rest, value);
  return next === undefined ? others : { ...others, [part]: next };
}
