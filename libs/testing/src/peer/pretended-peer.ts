import { randomBytes, sign } from 'node:crypto';
import { httpbis } from 'http-message-signatures';
import { PEER_MEDIA_TYPE } from '@messaging/peer/media-type';
import { contentDigest } from '@messaging/signatures/content-digest';
import { keyId, privateKeyOf, type PrivateJwk } from '@messaging/signatures/keys';
import { asLibraryRequest, REQUEST_COMPONENTS, tagFor } from '@messaging/signatures/message-signer';
import type { Headers } from '@messaging/signatures/signed-message';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import { v7 as uuidv7 } from 'uuid';

const PATH = '/peer/v1/messages';

export interface PretendedPeerSettings {
  /** Code of the service that it pretends to be, and of the one that it speaks to. */
  readonly from: string;
  readonly to: string;
  readonly url: string;
  /** The true peer's key, or any other: then it is a forger. */
  readonly key: PrivateJwk;
}

export interface Said {
  readonly status: number;
  readonly code?: string;
  readonly receipts: readonly Receipt[];
}

/** A message as only a test would write it; what is left out is filled in as a first word. */
export const anEnvelope = (
  envelope: Partial<Envelope> & Pick<Envelope, 'kind' | 'subject' | 'record'>,
): Envelope => ({
  id: uuidv7(),
  incarnation: 0,
  seq: 1,
  heardIncarnation: 0,
  heardSeq: 0,
  ...envelope,
});

/** Says to a service what its peer never would: signed as the peer signs, or almost. */
export class PretendedPeer {
  constructor(private readonly settings: PretendedPeerSettings) {}

  async say(
    messages: readonly Envelope[],
    { signedAt = new Date() }: { signedAt?: Date } = {},
  ): Promise<Said> {
    const body = this.batch(messages);
    return this.post(body, await this.signature(body, signedAt));
  }

  /** The signature of one batch under another. */
  async sayUnderSignatureOf(signed: readonly Envelope[], messages: readonly Envelope[]): Promise<Said> {
    return this.post(this.batch(messages), await this.signature(this.batch(signed), new Date()));
  }

  async sayUnsigned(messages: readonly Envelope[]): Promise<Said> {
    return this.post(this.batch(messages), {});
  }

  private batch(messages: readonly Envelope[]): Buffer {
    const { from, to } = this.settings;
    return Buffer.from(JSON.stringify({ version: '1', from, to, messages }));
  }

  private async signature(body: Buffer, created: Date): Promise<Headers> {
    const { key, to } = this.settings;
    const config = {
      key: {
        id: keyId(key),
        alg: 'ed25519',
        sign: async (base: Buffer) => sign(null, base, privateKeyOf(key)),
      },
      name: 'sig',
      fields: REQUEST_COMPONENTS,
      params: ['created', 'keyid', 'alg', 'nonce', 'tag'],
      paramValues: { created, nonce: randomBytes(16).toString('base64url'), tag: tagFor(to) },
    };
    const headers = { 'content-digest': contentDigest(body) };
    const signed = await httpbis.signMessage(
      config,
      asLibraryRequest({ method: 'POST', target: PATH, body, headers }),
    );
    return signed.headers as Headers;
  }

  private async post(body: Buffer, headers: Headers): Promise<Said> {
    const answer = await fetch(this.settings.url + PATH, {
      method: 'POST',
      headers: { ...headers, 'content-type': PEER_MEDIA_TYPE },
      body: new Uint8Array(body),
    });
    const { code, receipts = [] } = (await answer.json()) as { code?: string; receipts?: Receipt[] };
    return { status: answer.status, code, receipts };
  }
}
