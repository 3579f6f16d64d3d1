/** The parts of an HTTP request that are signed. The body is bytes: a parsed and printed JSON is another body. */
export interface RequestToSign {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly body: Uint8Array;
}
export interface ResponseToSign {
  readonly status: number;
  readonly body: Uint8Array;
}
export type Headers = Readonly<Record<string, string>>;
export type SignedRequest = RequestToSign & { readonly headers: Headers };
export type SignedResponse = ResponseToSign & { readonly headers: Headers };

/** Why a signature does not count: for our own log, never told to the caller in detail. */
export class SignatureRefused extends Error {}

const SIGNED_HEADERS = ['content-digest', 'signature', 'signature-input'];

/** The headers that carry a signature, whatever their spelling; one that is repeated is left out and so refused. */
export function signatureHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(
    named.filter(([name, value]) => SIGNED_HEADERS.includes(name) && typeof value === 'string'),
  ) as Headers;
}
