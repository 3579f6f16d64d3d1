import type { Readable } from 'node:stream';
import { ProblemError } from '@platform/problem/problem-error';

/** Where the bytes of documents lie, each under the SHA-256 of what it holds: a folder, or a bucket. */
export abstract class DocumentStore {
  /** Keeps the bytes of a file. Twice is the same; half of it is never seen. */
  abstract put(sha256: string, file: string): Promise<void>;

  /** The bytes, or undefined where nothing lies under the hash. */
  abstract get(sha256: string): Promise<Readable | undefined>;

  /** What is not there is removed already. */
  abstract remove(sha256: string): Promise<void>;
}

/** The store does not answer: nothing was kept, the caller may try again. */
export const storeAway = (): ProblemError =>
  new ProblemError({
    code: 'DOCUMENT_STORE_UNAVAILABLE',
    status: 503,
    title: { en: 'Documents cannot be reached now', fr: 'Les documents sont inaccessibles pour le moment' },
    retryAfter: 5,
  });
