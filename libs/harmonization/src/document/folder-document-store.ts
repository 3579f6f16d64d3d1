import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { v7 as uuidv7 } from 'uuid';
import { DocumentStore } from './document-store';

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** The store as a folder: one file a hash, in 256 folders by its first two digits so that none grows long. */
export class FolderDocumentStore extends DocumentStore {
  constructor(private readonly folder: string) {
    super();
  }

  /** Written beside its place, flushed, then renamed: a reader sees all of it or nothing. */
  async put(sha256: string, file: string): Promise<void> {
    const place = this.placeOf(sha256);
    const half = `${place}.${uuidv7()}`;
    await mkdir(dirname(place), { recursive: true });
    try {
      await copyFile(file, half);
      await flushed(half);
      await rename(half, place);
    } finally {
      await rm(half, { force: true });
    }
  }

  async get(sha256: string): Promise<Readable | undefined> {
    const place = this.placeOf(sha256);
    try {
      await stat(place);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
    return createReadStream(place);
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.placeOf(sha256), { force: true });
  }

  private placeOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}

async function flushed(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
