import { Inject, Injectable } from '@nestjs/common';
import { Shutdown } from '@platform/shutdown';
import { DEFAULT_DELIVERY } from '../delivery/delivery-settings';
import { Pairing } from '../pairing/pairing';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';
import { MessageSigner } from '../signatures/message-signer';
import { MessageVerifier } from '../signatures/message-verifier';
import { signatureHeaders, type Headers, type SignedRequest } from '../signatures/signed-message';
import { PEER_MEDIA_TYPE } from './media-type';
import { HttpClient } from './http-client';

/** The peer's verified answer; with the two sets of headers it can be verified again at any later time. */
export interface PeerAnswer {
  readonly body: Buffer;
  readonly requestHeaders: Headers;
  readonly responseHeaders: Headers;
}

/** The peer was reached and said no to the whole request. */
export class PeerRefused extends Error {
  constructor(readonly status: number) {
    super(`The peer answered ${status}`);
  }
}

/** Headquarters have closed the pairing: what there is to say waits. */
export class PairingClosed extends Error {
  constructor() {
    super('The pairing with the peer is closed');
  }
}

/** Signed requests to the peer. An answer counts only with a status of 200 and a valid signature over it and our request. */
@Injectable()
export class PeerClient {
  private readonly http: HttpClient;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly pairing: Pairing,
    private readonly signer: MessageSigner,
    private readonly verifier: MessageVerifier,
    shutdown: Shutdown,
  ) {
    const timeoutMs = options.delivery?.requestTimeoutMs ?? DEFAULT_DELIVERY.requestTimeoutMs;
    this.http = new HttpClient(options.tls, timeoutMs);
    shutdown.register('connections', async () => this.http.close());
  }

  /** Throws `PairingClosed`, `PeerRefused`, `SignatureRefused`, or the error of the connection. `path` may carry a query. */
  async call(method: 'GET' | 'POST', path: string, body: Uint8Array = Buffer.alloc(0)): Promise<PeerAnswer> {
    if (!(await this.pairing.present()).isOpen) throw new PairingClosed();
    const url = new URL(path, await this.pairing.peerUrl());
    const request = await this.sign(method, url, body);
    const answer = await this.http.call({ method, url, headers: this.headersOf(request), body });
    if (answer.status !== 200) throw new PeerRefused(answer.status);
    const headers = signatureHeaders(answer.headers);
    await this.verifier.verifyResponse({ status: 200, body: answer.body, headers }, request);
    return { body: answer.body, requestHeaders: request.headers, responseHeaders: headers };
  }

  private async sign(method: string, url: URL, body: Uint8Array): Promise<SignedRequest> {
    const request = { method, target: url.pathname + url.search, body };
    return { ...request, headers: await this.signer.signRequest(request, this.options.peer.code) };
  }

  private headersOf({ headers, body, method }: SignedRequest): Record<string, string> {
    const entity = { 'content-type': PEER_MEDIA_TYPE, 'content-length': String(body.length) };
    return { accept: PEER_MEDIA_TYPE, ...headers, ...(method === 'GET' ? {} : entity) };
  }
}
