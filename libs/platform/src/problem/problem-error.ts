import type { Bilingual } from '../http/language';

/** One wrong field: where (JSON pointer), the rule's stable code, and what was expected, for people. */
export interface Violation {
  readonly pointer: string;
  readonly code: string;
  readonly expected: Bilingual;
}

/** What the caller hears (RFC 9457). `code` states the fact and never changes its meaning. */
export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly title: Bilingual;
  readonly detail?: Bilingual | string;
  /** Facts that the reader needs to act; members of the answer beside `code`. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly violations?: readonly Violation[];
  /** Seconds. */
  readonly retryAfter?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(`${problem.code}: ${problem.title.en}`, options);
    this.name = 'ProblemError';
  }

  /** Fastify reads the status of errors that its own hooks throw. */
  get statusCode(): number {
    return this.problem.status;
  }
}
