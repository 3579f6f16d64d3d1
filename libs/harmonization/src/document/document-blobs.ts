import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { DocumentStore, storeAway } from './document-store';

const HOUR = 60 * 60_000;
/** Bytes without a row are swept after a day: no upload and no transaction lives that long. */
const ORPHAN_AFTER_MS = 24 * HOUR;
/** A claim of a sweeper that has died. Longer than any call to the store. */
const CLAIM_HOLDS_MS = 10 * 60_000;
const AT_ONCE = 100;

const TOUCH = `
  INSERT INTO document_blob AS b (sha256, touched_at) VALUES ($1, $2)
  ON CONFLICT (sha256) DO UPDATE SET touched_at = excluded.touched_at, sweeping_since = NULL
    WHERE b.sweeping_since IS NULL OR b.sweeping_since < $3
  RETURNING 1`;

// A removed replica needs no bytes; a document that was put in here keeps them.
const CLAIM = `
  UPDATE document_blob SET sweeping_since = $1 WHERE sha256 IN (
    SELECT sha256 FROM document_blob b
    WHERE touched_at < $2 AND (sweeping_since IS NULL OR sweeping_since < $3)
      AND NOT EXISTS (SELECT 1 FROM document d WHERE d.sha256 = b.sha256 AND (d.state = 'PRESENT' OR d.link_id IS NULL))
      AND NOT EXISTS (SELECT 1 FROM application_document a WHERE a.sha256 = b.sha256)
      AND NOT EXISTS (SELECT 1 FROM library_document l WHERE l.sha256 = b.sha256)
    ORDER BY touched_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
  RETURNING sha256`;

const FORGET = 'DELETE FROM document_blob WHERE sha256 = $1 AND sweeping_since = $2';

/**
 * Keeps the store and its table true to each other: bytes are announced, then written, then named by a row; what no row names is
 * swept a day later. Times are the machine's own: a clock that is moved must not sweep an upload under way.
 */
@Injectable()
export class DocumentBlobs {
  constructor(
    private readonly db: Database,
    private readonly store: DocumentStore,
  ) {}

  /** Keeps the bytes of a file; to be called before the transaction that names them. */
  async keep(sha256: string, file: string): Promise<void> {
    const now = Date.now();
    const touched = await this.db.query(TOUCH, [sha256, new Date(now), new Date(now - CLAIM_HOLDS_MS)]);
    // Being swept this very moment: its bytes are as good as gone, and may be put back in a second.
    if (touched.length === 0) throw storeAway();
    await this.store.put(sha256, file);
  }

  /** The bytes, where they lie here: a database that was put back from a backup has forgotten what its store still holds. */
  async read(sha256: string): Promise<Readable | undefined> {
    return this.store.get(sha256);
  }

  /** Removes what no row names; says how many. */
  async sweep(): Promise<number> {
    const now = new Date();
    const stale = new Date(now.getTime() - CLAIM_HOLDS_MS);
    const orphansFrom = new Date(now.getTime() - ORPHAN_AFTER_MS);
    const claimed = rowsOf(await this.db.query(CLAIM, [now, orphansFrom, stale]));
    for (const { sha256 } of claimed) {
      await this.store.remove(sha256);
      await this.db.query(FORGET, [sha256, now]);
    }
    return claimed.length;
  }
}

/** TypeORM answers an UPDATE … RETURNING with its rows and their number. */
const rowsOf = (answer: unknown): { sha256: string }[] => (answer as [{ sha256: string }[], number])[0];
