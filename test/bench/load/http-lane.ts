import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface LaneAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: Buffer;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * One kept-alive connection that carries one request at a time. Node's own client costs about as much as the service that it
 * calls, and would be measured with it: this one writes bytes and looks for a length.
 */
export class HttpLane {
  private received: Buffer = Buffer.alloc(0);
  private waiting: { done: (answer: LaneAnswer) => void; failed: (error: Error) => void } | undefined;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('the service closed the connection')));
  }

  static async open(url: string): Promise<HttpLane> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    return new HttpLane(socket);
  }

  async call(request: Buffer | string): Promise<LaneAnswer> {
    return new Promise((done, failed) => {
      this.waiting = { done, failed };
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.removeAllListeners('close');
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf(HEAD_END);
    if (end === -1) return;
    const head = this.received.toString('latin1', 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const start = end + HEAD_END.length;
    if (this.received.length < start + length) return;
    const body = this.received.subarray(start, start + length);
    this.received = this.received.subarray(start + length);
    this.waiting?.done({ status: Number(head.slice(9, 12)), head, body });
  }

  private fail(error: Error): void {
    this.waiting?.failed(error);
    this.waiting = undefined;
  }
}

/** What a refusal says, short enough to count: its status and its stable code, or how its text begins. */
export function refusalIn({ status, body }: LaneAnswer): string {
  const text = body.toString();
  return `${status} ${/"code":"(\w+)"/.exec(text)?.[1] ?? text.slice(0, 200)}`;
}

/** The bytes of a request. */
export function requestOf(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Buffer {
  const entity =
    body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
  const lines = Object.entries({ host: '127.0.0.1', ...headers, ...entity }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`);
}
