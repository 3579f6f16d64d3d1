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

/** Someone else has changed it since it was read. */
export const isStale = (error: unknown): boolean =>
  error instanceof ProblemAnswer && error.problem.code === 'VERSION_STALE';

/** No answer came: the service or the network is away. Sending the same again is safe. */
export class Unreachable extends Error {}

/** What an answer refuses. Who answers without a problem is not the service but something before it, while that is away. */
export function refusalIn(text: string): ProblemAnswer | Unreachable {
  const told = bodyOf(text);
  return told ? new ProblemAnswer(told) : new Unreachable('not an answer of the service');
}

function bodyOf(text: string): ProblemBody | undefined {
  try {
    const body = JSON.parse(text) as Partial<ProblemBody> | null;
    return typeof body?.code === 'string' && typeof body.title === 'string'
      ? (body as ProblemBody)
      : undefined;
  } catch {
    return undefined;
  }
}
