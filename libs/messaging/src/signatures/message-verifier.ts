import { verify, type KeyObject } from 'node:crypto';
import { httpbis, type VerifyConfig } from 'http-message-signatures';
import { digestMatches } from './content-digest';
import {
  asLibraryRequest,
  REQUEST_COMPONENTS,
  RESPONSE_COMPONENTS,
  tagFor,
  type TextSignature,
} from './message-signer';
import { SignatureRefused, type Headers, type SignedRequest, type SignedResponse } from './signed-message';

/** How far `created` may lie from the machine's own clock, either way. */
const FRESHNESS_SECONDS = 5 * 60;

/** Whoever signs less than all of this could have the rest changed on the way. One signature, exactly these components. */
const signatureInputForm = (components: readonly string[]): RegExp => {
  const list = components.map((component) => component.replace(/^[^;]+/, '"$&"')).join(' ');
  return new RegExp(
    `^sig=\\(${list.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\)(?:;[a-z]+=(?:"[^",]*"|\\d+))+$`,
  );
};
const REQUEST_FORM = signatureInputForm(REQUEST_COMPONENTS);
const RESPONSE_FORM = signatureInputForm(RESPONSE_COMPONENTS);

/** Finds the peer's public key by its id; undefined where it does not count. */
export interface KeyFinder {
  find(id: string): Promise<KeyObject | undefined>;
}

/** Checks what a peer says: whole, fresh, meant for us, and signed with one of its pinned keys. */
export class MessageVerifier {
  /** `reader` is this service: the tag of every signature must name it. */
  constructor(
    private readonly keys: KeyFinder,
    private readonly reader: string,
  ) {}

  /** Throws `SignatureRefused` with the reason. */
  async verifyRequest(request: SignedRequest): Promise<void> {
    assertWhole(request.headers, request.body, REQUEST_FORM);
    await this.assertSigned(() => httpbis.verifyMessage(this.config(), asLibraryRequest(request)));
  }

  /** Throws `SignatureRefused` with the reason; a valid answer is a receipt for exactly this request. */
  async verifyResponse(response: SignedResponse, request: SignedRequest): Promise<void> {
    assertWhole(response.headers, response.body, RESPONSE_FORM);
    const answer = { status: response.status, headers: { ...response.headers } };
    await this.assertSigned(() => httpbis.verifyMessage(this.config(), answer, asLibraryRequest(request)));
  }

  /** Whether the peer signed the text with a key that is pinned now. */
  async isTextSigned(text: string, { keyId, signature }: TextSignature): Promise<boolean> {
    const key = await this.keys.find(keyId);
    return key !== undefined && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  }

  private async assertSigned(verification: () => Promise<boolean | null>): Promise<void> {
    const isValid = await verification().catch((error: unknown) => {
      throw new SignatureRefused((error as Error).message, { cause: error });
    });
    if (!isValid) throw new SignatureRefused('The signature does not verify with a key of the peer');
  }

  /** The library subtracts the tolerance from `created` before it measures the age, hence twice the freshness as maximum. */
  private config(): VerifyConfig {
    return {
      keyLookup: async (parameters) => {
        const key = await this.keys.find(parameters.keyid ?? '');
        if (!key || parameters.tag !== tagFor(this.reader)) return null;
        return { algs: ['ed25519'], verify: async (base, signature) => verify(null, base, key, signature) };
      },
      requiredParams: ['created', 'keyid', 'nonce', 'tag'],
      tolerance: FRESHNESS_SECONDS,
      maxAge: 2 * FRESHNESS_SECONDS,
    };
  }
}

function assertWhole(headers: Headers, body: Uint8Array, form: RegExp): void {
  if (!headers['signature'] || !form.test(headers['signature-input'] ?? '')) {
    throw new SignatureRefused('Unsigned, or not every required component is signed');
  }
  if (!digestMatches(headers['content-digest'], body)) {
    throw new SignatureRefused('The body is not the one that was signed');
  }
}
