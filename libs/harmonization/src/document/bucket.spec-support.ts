import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bucket } from './bucket-document-store';

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=(?<keyId>[^/]+)\/(?<scope>[^,]+), SignedHeaders=(?<signed>[^,]+), Signature=(?<signature>[0-9a-f]{64})$/;

/**
 * The part of an S3-compatible service that the store uses. It works every signature out by itself, from the published steps of
 * Signature Version 4, and refuses a payload that has not the hash it was signed with.
 */
export class BucketService {
  readonly objects = new Map<string, Buffer>();
  /** Answers that come before any other look: for an outage. */
  failing = false;
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  constructor(private readonly credentials: Pick<Bucket, 'keyId' | 'secret'>) {}

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/evidence`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    if (this.failing) return void response.writeHead(503).end();
    if (!this.isSigned(request, body)) return void response.writeHead(403).end('SignatureDoesNotMatch');
    const key = request.url ?? '';
    const held = this.objects.get(key);
    if (request.method === 'PUT') this.objects.set(key, body);
    if (request.method === 'DELETE') this.objects.delete(key);
    if (request.method === 'GET' && !held) return void response.writeHead(404).end('NoSuchKey');
    response
      .writeHead(request.method === 'DELETE' ? 204 : 200)
      .end(request.method === 'GET' ? held : undefined);
  }

  private isSigned({ method = '', url = '', headers }: IncomingMessage, body: Buffer): boolean {
    const {
      keyId,
      scope = '',
      signed = '',
      signature,
    } = AUTHORIZATION.exec(headers.authorization ?? '')?.groups ?? {};
    const payload = String(headers['x-amz-content-sha256']);
    if (keyId !== this.credentials.keyId || (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha256(body)))
      return false;
    const names = signed.split(';');
    const canonical = [
      method,
      url,
      '',
      ...names.map((name) => `${name}:${String(headers[name]).trim()}`),
      '',
      signed,
      payload,
    ].join('\n');
    const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
    const key = scope
      .split('/')
      .reduce<string | Buffer>((derived, step) => hmac(derived, step), `AWS4${this.credentials.secret}`);
    return names.includes('host') && hmac(key, toSign).toString('hex') === signature;
  }
}
