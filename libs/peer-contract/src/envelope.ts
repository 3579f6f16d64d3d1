import { isPlainObject, isUuidV7, isCount } from './wire-values';

/**
 * One message: the sender's whole own record of one thing (`subject`), numbered by the sender.
 * Full state, so a duplicate, a loss or a late arrival needs no code of its own.
 */
export interface Envelope {
  /** UUIDv7, made once by the sender; the receiver's dedupe key. */
  readonly id: string;
  /** The kind of record, a noun in kebab case (`link`, `application`). */
  readonly kind: string;
  /** Id of the thing the record tells about. */
  readonly subject: string;
  /** What the sender says is ordered by (incarnation, seq) for each subject; nothing is ordered by time. */
  readonly incarnation: number;
  readonly seq: number;
  /** The highest numbers the sender has heard from the receiver about this subject; 0 when nothing yet. */
  readonly heardIncarnation: number;
  readonly heardSeq: number;
  readonly record: object;
}

const KIND = /^[a-z][a-z0-9-]{0,63}$/;

const FIELD_CHECKS: Readonly<Record<keyof Envelope, (value: unknown) => boolean>> = {
  id: isUuidV7,
  kind: (value) => typeof value === 'string' && KIND.test(value),
  subject: (value) => typeof value === 'string' && value.length > 0 && value.length <= 200,
  incarnation: isCount,
  seq: isCount,
  heardIncarnation: isCount,
  heardSeq: isCount,
  record: isPlainObject,
};

const isKnown = (field: string): boolean => Object.hasOwn(FIELD_CHECKS, field);

/** The names of all fields that are wrong, missing or unknown; empty for a well-formed envelope. */
export function envelopeFaults(value: unknown): string[] {
  if (!isPlainObject(value)) return ['envelope'];
  const envelope = value as Record<string, unknown>;
  const wrong = Object.entries(FIELD_CHECKS).flatMap(([field, holds]) =>
    holds(envelope[field]) ? [] : [field],
  );
  return [...wrong, ...Object.keys(envelope).filter((field) => !isKnown(field))];
}
