import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBatch, type ReadBatch } from '@peer-contract/batch';
import type { Receipt } from '@peer-contract/receipt';
import { KEYS } from '../messaging.spec-support';
import { publicJwk } from '../signatures/keys';
import { MessageSigner } from '../signatures/message-signer';
import { MessageVerifier } from '../signatures/message-verifier';
import { PeerKeys } from '../signatures/peer-keys';
import { signatureHeaders } from '../signatures/signed-message';

/** What the peer does with a batch: receipts, a bare status, a connection that breaks, or no answer at all. */
export type Behaviour = (batch: ReadBatch) => Receipt[] | number | 'BROKEN' | 'SILENT';

export const appliesAll: Behaviour = ({ messages }) => messages.map(({ id }) => ({ id, result: 'applied' }));

/** Service B as a test wants it to be, over real HTTP with real signatures. */
export class FakePeer {
  /** Ids of each batch that was received, in order; probes are empty ones. */
  readonly batches: string[][] = [];
  behave: Behaviour = appliesAll;
  /** Signs with this instead of B's own key. */
  signer = new MessageSigner(KEYS.B);
  private readonly verifier = new MessageVerifier(
    new PeerKeys({ keys: [publicJwk(KEYS.A)] }, () => Promise.reject(new Error())),
    'B',
  );
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** How often the message was sent. */
  timesSent(id: string): number {
    return this.batches.flat().filter((sent) => sent === id).length;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const signed = {
      method: 'POST',
      target: request.url ?? '',
      body,
      headers: signatureHeaders(request.headers),
    };
    await this.verifier.verifyRequest(signed);
    const batch = readBatch(body.toString());
    this.batches.push(batch.messages.map(({ id }) => id));
    const outcome = this.behave(batch);
    if (outcome === 'SILENT') return;
    if (outcome === 'BROKEN') return void request.socket.destroy();
    if (typeof outcome === 'number') return void response.writeHead(outcome).end();
    const answer = { status: 200, body: Buffer.from(JSON.stringify({ version: '1', receipts: outcome })) };
    response.writeHead(200, await this.signer.signResponse(answer, signed, 'A')).end(answer.body);
  }
}
