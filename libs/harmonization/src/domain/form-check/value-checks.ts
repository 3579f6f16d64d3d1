import type { FieldFinding } from '../application-form';
import { finding, type FieldCode } from './field-codes';

/** Looks at one value, whatever it is, and names every fault in it. */
export type ValueCheck = (pointer: string, value: unknown) => readonly FieldFinding[];

export interface FieldSpec {
  readonly required: boolean;
  readonly check: ValueCheck;
}

export const required = (check: ValueCheck): FieldSpec => ({ required: true, check });
export const optional = (check: ValueCheck): FieldSpec => ({ required: false, check });

/** One for all: most values are right, and an import checks some thirty of each of a million rows. */
const NO_FAULTS: readonly FieldFinding[] = [];

const answer = (pointer: string, code: FieldCode | undefined): readonly FieldFinding[] =>
  code ? [finding(pointer, code)] : NO_FAULTS;

/** A text on which a rule of the domain speaks. */
export const text =
  (fault: (value: string) => FieldCode | undefined): ValueCheck =>
  (pointer, value) =>
    answer(pointer, typeof value === 'string' ? fault(value) : 'NOT_A_TEXT');

/** A text of one format, e.g. a SCAC. */
export const formatted = (holds: (value: string) => boolean, code: FieldCode): ValueCheck =>
  text((value) => (holds(value) ? undefined : code));

export const oneOf = (values: readonly string[], code: FieldCode = 'NOT_LISTED'): ValueCheck =>
  formatted((value) => values.includes(value), code);

export const yesOrNo: ValueCheck = (pointer, value) =>
  answer(pointer, typeof value === 'boolean' ? undefined : 'NOT_A_BOOLEAN');

const isCount = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 1_000_000;

export const count: ValueCheck = (pointer, value) =>
  answer(pointer, isCount(value) ? undefined : 'NOT_A_COUNT');

/** A list; a longer one than allowed is not looked into, so that an attack costs nothing. */
export const listOf =
  (check: ValueCheck, atMost: number): ValueCheck =>
  (pointer, value) => {
    if (!Array.isArray(value)) return answer(pointer, 'NOT_A_LIST');
    if (value.length > atMost) return answer(pointer, 'TOO_MANY');
    return value.flatMap((item, index) => check(`${pointer}/${index}`, item));
  };

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A name that the sender made up may be anything: it is escaped (RFC 6901) and cut to a readable length. */
const pointerTo = (pointer: string, key: string): string =>
  `${pointer}/${key.slice(0, 80).replace(/~/g, '~0').replace(/\//g, '~1')}`;

/** An object with exactly these fields. A field that the type gains does not compile until it has a check. */
export function recordOf<T extends object>(
  fields: Readonly<Record<keyof T & string, FieldSpec>>,
): ValueCheck {
  const specs: [string, FieldSpec][] = Object.entries(fields);
  const known = new Set(Object.keys(fields));
  return (pointer, value) => {
    if (!isRecord(value)) return answer(pointer, 'NOT_AN_OBJECT');
    const unknown = Object.keys(value).filter((key) => !known.has(key));
    const found = unknown.slice(0, 50).map((key) => finding(pointerTo(pointer, key), 'UNKNOWN_FIELD'));
    for (const [key, spec] of specs) {
      const faults = checkField(pointer, key, value[key], spec);
      if (faults.length > 0) found.push(...faults);
    }
    return found;
  };
}

function checkField(
  pointer: string,
  key: string,
  value: unknown,
  { required, check }: FieldSpec,
): readonly FieldFinding[] {
  if (value === undefined && !required) return NO_FAULTS;
  if (isMissing(value) && required) return answer(`${pointer}/${key}`, 'REQUIRED');
  return check(`${pointer}/${key}`, value);
}

/** The objects of a list that may hold anything, each with its place. */
export function recordsIn(value: unknown): { index: number; record: Record<string, unknown> }[] {
  if (!Array.isArray(value)) return [];
  const items = (value as unknown[]).map((record, index) => ({ index, record }));
  return items.filter((item): item is { index: number; record: Record<string, unknown> } =>
    isRecord(item.record),
  );
}
