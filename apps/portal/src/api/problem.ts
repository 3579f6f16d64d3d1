/** A problem that the service answers (RFC 9457), in the language that was asked for. */
export interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly correlationId?: string;
  readonly violations?: readonly Violation[];
  /** Facts stand beside the rest, e.g. `host` or `allowed`. */
  readonly [fact: string]: unknown;
}

export interface Violation {
  /** JSON pointer from the root of what was sent. */
  readonly pointer: string;
  readonly code: string;
  readonly expected?: string;
}

/** The service's answer was a refusal. */
export class ProblemAnswer extends Error {
  constructor(readonly problem: ProblemBody) {
    super(problem.title);
  }
}

/** No answer came: the service or the network is away. Sending the same again is safe. */
export class Unreachable extends Error {}
