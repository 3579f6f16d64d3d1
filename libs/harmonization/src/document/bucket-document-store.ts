import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { AwsClient } from 'aws4fetch';
import { DocumentStore, storeAway } from './document-store';

/** A bucket of an S3-compatible service. `url` names service and bucket, path style: `https://s3.example/bucket`. */
export interface Bucket {
  readonly url: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
}

/** The largest document over a slow line. */
const REQUEST_TIMEOUT_MS = 60_000;
const RETRIES = 2;

/** The store as a bucket. The hash is both the key and the signed digest of the payload: the service itself refuses other bytes. */
export class BucketDocumentStore extends DocumentStore {
  private readonly client: AwsClient;

  constructor(private readonly bucket: Bucket) {
    super();
    const { keyId, secret, region } = bucket;
    this.client = new AwsClient({
      accessKeyId: keyId,
      secretAccessKey: secret,
      service: 's3',
      region,
      retries: RETRIES,
    });
  }

  async put(sha256: string, file: string): Promise<void> {
    const body = await readFile(file);
    await this.call('PUT', sha256, [200], { body, headers: { 'x-amz-content-sha256': sha256 } });
  }

  async get(sha256: string): Promise<Readable | undefined> {
    const { status, body } = await this.call('GET', sha256, [200, 404]);
    if (status === 404 || !body) {
      await body?.cancel();
      return undefined;
    }
    return Readable.fromWeb(body);
  }

  async remove(sha256: string): Promise<void> {
    await this.call('DELETE', sha256, [200, 204, 404]);
  }

  /** Any other answer, and none, is an outage: what the service says of itself is nobody else's business. */
  private async call(
    method: string,
    sha256: string,
    accepted: readonly number[],
    { body, headers = {} }: { body?: Buffer<ArrayBuffer>; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const url = `${this.bucket.url.replace(/\/$/, '')}/${sha256.slice(0, 2)}/${sha256}`;
    const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    const response = await this.client.fetch(url, { method, body, headers, signal }).catch(() => undefined);
    if (!response || !accepted.includes(response.status)) throw storeAway();
    return response;
  }
}
