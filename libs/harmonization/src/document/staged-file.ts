import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { requestMalformed } from '@platform/problem/request-problems';
import { RefusedError } from '../refusal/refused.error';

/** Bytes that came in and are not kept yet: in a file of their own, with their hash. */
export interface StagedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** To be called whatever happens. */
  discard(): Promise<void>;
}

/**
 * Takes a stream into a file without ever holding more of it than a piece in memory. Refuses DOCUMENT_TOO_LARGE as soon as the
 * limit is passed, DOCUMENT_EMPTY, and REQUEST_MALFORMED where the sender breaks off.
 */
export async function staged(
  source: AsyncIterable<Buffer> & Partial<Readable>,
  maxBytes: number,
): Promise<StagedFile> {
  const folder = await mkdtemp(join(tmpdir(), 'document-'));
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'bytes');
    return { path, discard, ...(await written(source, path, maxBytes)) };
  } catch (error) {
    await discard();
    throw error;
  }
}

async function written(
  source: AsyncIterable<Buffer> & Partial<Readable>,
  path: string,
  maxBytes: number,
): Promise<{ bytes: number; sha256: string }> {
  const file = await open(path, 'wx');
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of piecesOf(source)) {
      bytes += piece.length;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      hash.update(piece);
      await file.write(piece);
    }
  } finally {
    await file.close();
  }
  if (bytes === 0) throw new RefusedError({ code: 'DOCUMENT_EMPTY' });
  return { bytes, sha256: hash.digest('hex') };
}

export const tooLarge = (limitBytes: number): RefusedError =>
  new RefusedError({ code: 'DOCUMENT_TOO_LARGE', facts: { limitBytes } });

/** The connection stays open when we stop reading, so that the sender can hear why. */
async function* piecesOf(source: AsyncIterable<Buffer> & Partial<Readable>): AsyncGenerator<Buffer> {
  const pieces = source.iterator?.({ destroyOnReturn: false }) ?? source;
  try {
    yield* pieces as AsyncIterable<Buffer>;
  } catch {
    throw requestMalformed();
  }
}
