import { randomUUID } from 'node:crypto';

/** What a service answered; `body` is the JSON, or undefined where there is none. */
export interface Answer<Body = any> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

export type HeaderFields = Readonly<Record<string, string>>;

/** An answer that a test did not expect, with all that it says. */
export class UnexpectedAnswer extends Error {
  constructor(
    readonly call: string,
    readonly answer: Answer,
  ) {
    super(`${call} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
}

/** One person signed in at one service. The plain calls give whatever is answered; `read`, `make` and `edit` insist on success. */
export class Session {
  constructor(
    readonly login: string,
    private readonly url: () => string,
    readonly token: () => Promise<string>,
  ) {}

  async get(path: string, headers: HeaderFields = {}): Promise<Answer> {
    return this.call('GET', path, { headers });
  }

  /** Each call has an `Idempotency-Key` of its own unless one is given. */
  async post(path: string, body: unknown = {}, headers: HeaderFields = {}): Promise<Answer> {
    return this.call('POST', path, {
      body: JSON.stringify(body),
      headers: { 'idempotency-key': randomUUID(), ...headers },
    });
  }

  async patch(path: string, body: unknown, headers: HeaderFields = {}): Promise<Answer> {
    return this.call('PATCH', path, { body: JSON.stringify(body), headers });
  }

  /** Any method and any text or bytes as body: for what no honest client would send. */
  async call(
    method: string,
    path: string,
    { body, headers = {} }: { body?: string | Uint8Array<ArrayBuffer>; headers?: HeaderFields } = {},
  ): Promise<Answer> {
    const entity: HeaderFields = body === undefined ? {} : { 'content-type': 'application/json' };
    const authorization = await this.authorization();
    const response = await fetch(this.url() + path, {
      method,
      body,
      headers: { authorization, ...entity, ...headers },
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? undefined : jsonOr(text),
      headers: response.headers,
    };
  }

  /** What a client of the test's own needs to call as this person. */
  async authorization(): Promise<string> {
    return `Bearer ${await this.token()}`;
  }

  async read<Body = any>(path: string): Promise<Body> {
    return succeeded(`GET ${path}`, await this.get(path));
  }

  async make<Body = any>(path: string, body: unknown = {}): Promise<Body> {
    return succeeded(`POST ${path}`, await this.post(path, body));
  }

  /** Reads the thing for its version, then patches it. */
  async edit<Body = any>(path: string, patch: unknown): Promise<Body> {
    return succeeded(
      `PATCH ${path}`,
      await this.patch(path, patch, { 'if-match': await this.versionOf(path) }),
    );
  }

  async versionOf(path: string): Promise<string> {
    return (await this.get(path)).headers.get('etag') ?? '';
  }
}

function succeeded<Body>(call: string, answer: Answer): Body {
  if (answer.status >= 300) throw new UnexpectedAnswer(call, answer);
  return answer.body as Body;
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
