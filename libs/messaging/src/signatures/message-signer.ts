import { randomBytes, sign, type KeyObject } from 'node:crypto';
import { httpbis, type Request, type SignConfig } from 'http-message-signatures';
import { contentDigest } from './content-digest';
import { keyId, privateKeyOf, type PrivateJwk } from './keys';
import type { Headers, RequestToSign, ResponseToSign, SignedRequest } from './signed-message';

/** What a request's signature covers: nothing of it can be changed, nor moved to another path, without it showing. */
export const REQUEST_COMPONENTS = ['@method', '@path', '@query', 'content-digest'];
/** An answer also covers the request it answers, so that it is a receipt for that request and no other. */
export const RESPONSE_COMPONENTS = [
  '@status',
  'content-digest',
  '@method;req',
  '@path;req',
  '@query;req',
  'content-digest;req',
  'signature;req;key="sig"',
];

/** The library wants absolute addresses; host and scheme are not signed, because proxies may change them. */
export const asLibraryRequest = (request: SignedRequest): Request => ({
  method: request.method,
  url: new URL(request.target, 'http://peer'),
  headers: { ...request.headers },
});

/** Names the reader the signature is for, so that it cannot be shown to a third service. */
export const tagFor = (reader: string): string => `peer-v1:${reader}`;

/** A signature by itself: Ed25519 over the bytes of the text, base64url, and the key that made it. */
export interface TextSignature {
  readonly keyId: string;
  readonly signature: string;
}

interface Signing {
  readonly jwk: PrivateJwk;
  readonly id: string;
  readonly key: KeyObject;
}

/** Signs what this service says to a peer (RFC 9421, Ed25519). */
export class MessageSigner {
  private signing?: Signing;

  /** One key, or what tells which key signs now. */
  constructor(private readonly key: PrivateJwk | (() => Promise<PrivateJwk>)) {}

  async signRequest(request: RequestToSign, reader: string): Promise<Headers> {
    const headers = { 'content-digest': contentDigest(request.body) };
    const signed = await httpbis.signMessage(
      await this.config(REQUEST_COMPONENTS, reader),
      asLibraryRequest({ ...request, headers }),
    );
    return lowerCased(signed.headers as Headers);
  }

  async signResponse(response: ResponseToSign, request: SignedRequest, reader: string): Promise<Headers> {
    const headers = { 'content-digest': contentDigest(response.body) };
    const signed = await httpbis.signMessage(
      await this.config(RESPONSE_COMPONENTS, reader),
      { status: response.status, headers },
      asLibraryRequest(request),
    );
    return lowerCased(signed.headers);
  }

  /** Signs a text that stands by itself, such as a statement that both programs keep. */
  async signText(text: string): Promise<TextSignature> {
    const { id, key } = await this.present();
    return { keyId: id, signature: sign(null, Buffer.from(text), key).toString('base64url') };
  }

  /** The key object is made once for each key: it costs more than a signature. */
  private async present(): Promise<Signing> {
    const jwk = typeof this.key === 'function' ? await this.key() : this.key;
    if (this.signing?.jwk !== jwk) this.signing = { jwk, id: keyId(jwk), key: privateKeyOf(jwk) };
    return this.signing;
  }

  private async config(fields: string[], reader: string): Promise<SignConfig> {
    const { id, key } = await this.present();
    return {
      key: { id, alg: 'ed25519', sign: async (base) => sign(null, base, key) },
      name: 'sig',
      fields,
      params: ['created', 'keyid', 'alg', 'nonce', 'tag'],
      paramValues: { nonce: randomBytes(16).toString('base64url'), tag: tagFor(reader) },
    };
  }
}

const lowerCased = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
