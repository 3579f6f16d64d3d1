/** A refusal or failure of a service, with everything that helps to see why. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: { code?: string; title?: string; [fact: string]: unknown },
    call: string,
  ) {
    super(`${call} answered ${status} ${problem.code ?? ''} ${JSON.stringify(problem)}`);
    this.name = 'ApiError';
  }
}

export interface Answer<T> {
  readonly status: number;
  readonly etag?: string;
  readonly body: T;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
}

/** One person signed in at one service, as curl would be: nothing but HTTP. */
export class Session {
  constructor(
    private readonly base: string,
    private readonly token: string,
  ) {}

  async get<T>(path: string): Promise<T> {
    return (await this.call<T>('GET', path)).body;
  }

  /** POST with a fresh `Idempotency-Key`, which calls that create nothing ignore. */
  async post<T>(path: string, body: unknown = {}): Promise<T> {
    return (await this.call<T>('POST', path, { body, idempotencyKey: crypto.randomUUID() })).body;
  }

  async call<T>(
    method: string,
    path: string,
    { body, ifMatch, idempotencyKey }: CallOptions = {},
  ): Promise<Answer<T>> {
    const response = await fetch(this.base + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch ? { 'if-match': ifMatch } : {}),
        ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const answer = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    if (!response.ok) throw new ApiError(response.status, answer, `${method} ${path}`);
    return { status: response.status, etag: response.headers.get('etag') ?? undefined, body: answer as T };
  }
}

const POLL_MS = 20;

/** Asks again until the answer is the one waited for; says what it last saw when the deadline passes. */
export async function until<T>(
  what: string,
  ask: () => Promise<T>,
  holds: (answer: T) => boolean,
  deadlineMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(
        `waited ${deadlineMs} ms for ${what}; last seen: ${JSON.stringify(answer).slice(0, 600)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
