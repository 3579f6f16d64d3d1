import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { passes, type Behaviour, type PassedAnswer, type PassedRequest } from './behaviours';

/** A request as the one service sent it, and what the other answered. */
export interface Exchange {
  readonly request: PassedRequest;
  readonly answer: PassedAnswer;
}

/**
 * The line between two services, under a test's control: it passes, loses, doubles, holds back or repeats what one says to the
 * other. It changes no byte, so that every signature stays what it was.
 */
export class PeerProxy {
  /** Every request that came, oldest first, whatever became of it. */
  readonly heard: PassedRequest[] = [];
  /** Every request that got through, with its answer. */
  readonly passed: Exchange[] = [];
  behave: Behaviour = passes;
  private target = '';

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => void this.answer(request, response));
  }

  static async start(): Promise<PeerProxy> {
    const proxy = new PeerProxy(createServer());
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Where it leads; may change, as a service that starts again has another port. */
  leadTo(url: string): void {
    this.target = url;
  }

  /** Sends a request once more, as it was, to where the line leads now. */
  async replay(request: PassedRequest): Promise<PassedAnswer> {
    return this.forward(request);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const request = await received(incoming);
      this.heard.push(request);
      const answer = await this.behave(request, () => this.forward(request));
      if (answer === 'BROKEN') incoming.socket.destroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      // The service behind does not answer: neither do we.
      incoming.socket.destroy();
    }
  }

  private async forward(request: PassedRequest): Promise<PassedAnswer> {
    const answer = await forward(this.target, request);
    this.passed.push({ request, answer });
    return answer;
  }
}

async function received(incoming: IncomingMessage): Promise<PassedRequest> {
  const { connection: _hop, host: _name, ...headers } = incoming.headers;
  const body = Buffer.concat(await incoming.toArray());
  return { method: incoming.method ?? '', path: incoming.url ?? '', headers, body };
}

function forward(target: string, { method, path, headers, body }: PassedRequest): Promise<PassedAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(new URL(path, target), { method, headers }, (response) => {
      const done = (content: Buffer[]): void =>
        resolve({
          status: response.statusCode ?? 0,
          headers: ownHeaders(response),
          body: Buffer.concat(content),
        });
      response.toArray().then(done, reject);
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

function ownHeaders({ headers }: IncomingMessage): PassedAnswer['headers'] {
  const { connection: _hop, 'keep-alive': _alive, 'transfer-encoding': _coding, ...rest } = headers;
  return rest;
}
