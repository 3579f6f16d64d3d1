import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from '@testing/certificates/certificate-office';

/** The proxy in front of a service, and of the line to it: it ends TLS, lets in only who shows a certificate of the authority, and changes nothing. */
export class TlsDoor {
  /** Handshakes that came to nothing, by their errors. */
  readonly refused: string[] = [];
  /** Requests that were let in. */
  passed = 0;
  private target = '';
  private readonly server: Server;

  private constructor(own: Certificate, ca: string) {
    const demands = { requestCert: true, rejectUnauthorized: true };
    this.server = createServer({ ...own, ca, ...demands }, (incoming, answer) => this.pass(incoming, answer));
    this.server.on('tlsClientError', (error) => this.refused.push(error.message));
  }

  static async open(own: Certificate, ca: string): Promise<TlsDoor> {
    const door = new TlsDoor(own, ca);
    await new Promise<void>((resolve) => door.server.listen(0, '127.0.0.1', resolve));
    return door;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  leadTo(url: string): void {
    this.target = url;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(incoming: IncomingMessage, answer: ServerResponse): void {
    this.passed += 1;
    const { method, url, headers } = incoming;
    const onward = request(new URL(url ?? '/', this.target), { method, headers }, (heard) => {
      answer.writeHead(heard.statusCode ?? 502, heard.headers);
      heard.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  }
}
