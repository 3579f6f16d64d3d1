import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BucketDocumentStore } from './bucket-document-store';
import { BucketService } from './bucket.spec-support';
import type { DocumentStore } from './document-store';
import { FolderDocumentStore } from './folder-document-store';

const CREDENTIALS = { keyId: 'AKIDEXAMPLE', secret: 'a secret/with+signs' };
const BYTES = Buffer.from('%PDF-1.4 été');
const HASH = createHash('sha256').update(BYTES).digest('hex');

const AWAY = { problem: { code: 'DOCUMENT_STORE_UNAVAILABLE', status: 503 } };

const folder = mkdtempSync(join(tmpdir(), 'stores-'));
const file = join(folder, 'bytes');
const service = new BucketService(CREDENTIALS);
let url: string;
beforeAll(async () => {
  writeFileSync(file, BYTES);
  url = await service.start();
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

const bucketWith = (changes: object = {}): BucketDocumentStore =>
  new BucketDocumentStore({ url, region: 'ca-central-1', ...CREDENTIALS, ...changes });

const bytesIn = async (store: DocumentStore, hash: string): Promise<string | undefined> => {
  const content = await store.get(hash);
  return content && Buffer.concat((await content.toArray()) as Buffer[]).toString();
};

describe.each([
  ['a folder', () => new FolderDocumentStore(join(folder, 'store'))],
  ['a bucket', () => bucketWith()],
])('%s', (_, storeOf) => {
  it('keeps bytes under their hash, twice like once, and gives them back', async () => {
    const store = storeOf();
    await store.put(HASH, file);
    await store.put(HASH, file);
    expect(await bytesIn(store, HASH)).toBe(BYTES.toString());
  });

  it('says that there is nothing, and removes nothing as readily as something', async () => {
    const store = storeOf();
    await store.put(HASH, file);
    await store.remove(HASH);
    await store.remove(HASH);
    expect(await bytesIn(store, HASH)).toBeUndefined();
  });

  it('keeps nothing of what it could not read to the end', async () => {
    const store = storeOf();
    await expect(store.put(HASH, join(folder, 'missing'))).rejects.toThrow();
    expect(await bytesIn(store, HASH)).toBeUndefined();
  });
});

describe('a folder of documents', () => {
  it('holds no half-written file', async () => {
    await new FolderDocumentStore(join(folder, 'whole')).put(HASH, file);
    expect(readdirSync(join(folder, 'whole', HASH.slice(0, 2)))).toEqual([HASH]);
  });
});

describe('a bucket of documents', () => {
  it.each([
    ['the secret', { secret: 'another' }],
    ['the key', { keyId: 'AKIDOTHER' }],
  ])('is closed to a store that has not %s', async (_, changes) => {
    await expect(bucketWith(changes).put(HASH, file)).rejects.toMatchObject(AWAY);
    expect(service.objects.size).toBe(0);
  });

  it('refuses bytes that have not the hash under which they are to lie', async () => {
    await expect(bucketWith().put('0'.repeat(64), file)).rejects.toMatchObject(AWAY);
  });

  it('answers an outage as what it is: nothing was kept, try again', async () => {
    service.failing = true;
    await expect(bucketWith().put(HASH, file)).rejects.toMatchObject(AWAY);
    await expect(bucketWith({ url: 'http://127.0.0.1:1/evidence' }).get(HASH)).rejects.toMatchObject(AWAY);
    service.failing = false;
  });
});
