import { refusalIn, Unreachable } from './problem';

export interface Answered<T> {
  readonly body: T;
  /** For `If-Match` of a later change. */
  readonly etag?: string;
}

interface Sending {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly json?: unknown;
  readonly etag?: string;
  /** The same key for each try of one creation: what was done twice happens once. */
  readonly key?: string;
  readonly body?: BodyInit;
  readonly headers?: Record<string, string>;
}

type Listener = () => void;

/** The same API that everyone else uses. The browser's cookie, which no script can read, says who is calling. */
export class ApiClient {
  private readonly signedOut = new Set<Listener>();

  constructor(private readonly language: () => string) {}

  /** Called when an answer says that nobody is signed in (any more). */
  onSignedOut(listener: Listener): () => void {
    this.signedOut.add(listener);
    return () => this.signedOut.delete(listener);
  }

  async get<T>(path: string): Promise<T> {
    return (await this.send<T>(path)).body;
  }

  async post<T>(path: string, json?: unknown, key?: string): Promise<T> {
    return (await this.send<T>(path, { method: 'POST', json: json ?? {}, key })).body;
  }

  async send<T>(path: string, sending: Sending = {}): Promise<Answered<T>> {
    const { response, text } = await this.fetched(path, sending);
    if (response.status === 401) this.signedOutNow();
    if (!response.ok) throw refusalIn(text);
    const body = text === '' ? undefined : (JSON.parse(text) as unknown);
    return { body: body as T, etag: response.headers.get('etag') ?? undefined };
  }

  /** Tells that nobody is signed in (any more), e.g. when something else than this client was answered so. */
  signedOutNow(): void {
    this.signedOut.forEach((listener) => listener());
  }

  private async fetched(path: string, { method = 'GET', json, etag, key, body, headers }: Sending) {
    try {
      const response = await fetch(path, {
        method,
        body: json === undefined ? body : JSON.stringify(json),
        headers: {
          accept: 'application/json',
          'accept-language': this.language(),
          'x-portal-request': '1',
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(etag ? { 'if-match': etag } : {}),
          ...(key ? { 'idempotency-key': key } : {}),
          ...headers,
        },
      });
      return { response, text: await response.text() };
    } catch (error) {
      throw new Unreachable('no answer', { cause: error });
    }
  }
}
