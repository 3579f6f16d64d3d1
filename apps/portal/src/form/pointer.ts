/** Reads and writes places of a JSON document by JSON pointer (RFC 6901); writing copies what is on the way. */
const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

type Node = Record<string, unknown> | unknown[];

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
  const copy: Node = Array.isArray(node) ? [...node] : { ...(node as Record<string, unknown> | undefined) };
  const next = written((copy as Record<string, unknown>)[part], rest, value);
  if (next === undefined && !Array.isArray(copy)) delete copy[part];
  else (copy as Record<string, unknown>)[part] = next;
  return copy;
}
