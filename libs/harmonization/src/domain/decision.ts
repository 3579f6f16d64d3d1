import type { RefusalCode } from './refusal';

/** A business refusal as data: a stable code that states the fact, and what the reader needs to act on it. */
export interface Refusal {
  readonly code: RefusalCode;
  /** Facts for the reader, e.g. `{ host: 'ABC' }` or `{ allowed: ['APPROVED'] }`; part of the problem+json answer. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** What a rule answers: accepted with a value, or refused with a code. Rules never throw. */
export type Decision<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const accept = <T>(value: T): Decision<T> => ({ ok: true, value });

export const refuse = (
  code: RefusalCode,
  facts?: Readonly<Record<string, unknown>>,
): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: facts ? { code, facts } : { code },
});
