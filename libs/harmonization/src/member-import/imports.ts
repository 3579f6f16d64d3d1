import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { Database } from '@platform/database';
import type { FieldFinding } from '../domain/application-form';
import type { ImportedMember } from '../domain/member-import/imported-member';
import type { Encoding } from './text-encoding';

export type ImportState = 'UPLOADING' | 'READY' | 'RUNNING' | 'DONE' | 'FAILED';

/** An import as staff see it. */
export interface ImportView {
  id: string;
  state: ImportState;
  dryRun: boolean;
  fileName: string | null;
  encoding: Encoding | null;
  bytes: number;
  bytesDone: number;
  lineDone: number;
  added: number;
  changed: number;
  unchanged: number;
  refused: number;
  incomplete: number;
  failure: FieldFinding[] | null;
  startedBy: string;
  startedAt: Date;
  finishedAt: Date | null;
}

/** An import whose file has come. */
export interface ReceivedImport extends ImportView {
  /** Of the file as it came, in hexadecimal. */
  sha256: string;
}

export const IMPORT_COLUMNS = `id, state, dry_run AS "dryRun", file_name AS "fileName", encoding, bytes, bytes_done AS "bytesDone",
  line_done AS "lineDone", added, changed, unchanged, refused, incomplete, failure, started_by AS "startedBy",
  started_at AS "startedAt", finished_at AS "finishedAt"`;

/** What one batch of rows has come to. */
export interface BatchResult {
  added: number;
  changed: number;
  unchanged: number;
  refused: number;
  incomplete: number;
}

export interface Progress extends BatchResult {
  readonly lineDone: number;
  readonly bytesDone: number;
}

/** What the last import said of an account that is here, if one did. */
export interface KnownMember {
  accountNumber: string;
  fingerprint: string | null;
  importId: string | null;
  line: number | null;
  member: ImportedMember | null;
}

/** Seconds of the machine's time after which an import whose process has died is taken over; a batch takes a fraction of one. */
const LEASE_SECONDS = 20;

const CLAIM = `
  UPDATE member_import SET state = 'RUNNING', claim = $1, claimed_until = $2 WHERE id = (
    SELECT id FROM member_import w WHERE (state = 'READY' OR (state = 'RUNNING' AND claimed_until < $3))
      AND NOT EXISTS (SELECT 1 FROM member_import r WHERE r.state = 'RUNNING' AND r.claimed_until >= $3)
    ORDER BY (state = 'RUNNING') DESC, id LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING id`;

const ADVANCE = `
  UPDATE member_import SET line_done = $3, bytes_done = $4, added = added + $5, changed = changed + $6, unchanged = unchanged + $7,
    refused = refused + $8, incomplete = incomplete + $9, claimed_until = $10
  WHERE id = $1 AND claim = $2 AND state = 'RUNNING' RETURNING 1`;

const KNOWN = `
  SELECT a.account_number AS "accountNumber", m.fingerprint, m.import_id AS "importId", m.line,
    CASE WHEN m.fingerprint IS DISTINCT FROM t.fingerprint THEN m.member END AS member
  FROM unnest($1::text[], $2::text[]) AS t(n, fingerprint)
    JOIN account a ON a.account_number = t.n LEFT JOIN imported_member m ON m.account_number = t.n`;

const returned = <Row>([rows]: [Row[], number]): Row[] => rows;
const leaseEnd = (): Date => new Date(Date.now() + LEASE_SECONDS * 1_000);

/** This process no longer holds the import: another one has taken it over, and goes on from the last batch. */
export class ClaimLost extends Error {}

/** The tables of imports: their only writer. */
@Injectable()
export class Imports {
  constructor(private readonly db: Database) {}

  async find(id: string): Promise<ImportView | undefined> {
    const rows = await this.db.query<ImportView>(
      `SELECT ${IMPORT_COLUMNS} FROM member_import WHERE id = $1`,
      [id],
    );
    return rows[0];
  }

  async begin(row: {
    id: string;
    dryRun: boolean;
    fileName: string | null;
    by: string;
    at: Date;
  }): Promise<void> {
    await this.db.query(
      `INSERT INTO member_import (id, state, dry_run, file_name, started_by, started_at) VALUES ($1, 'UPLOADING', $2, $3, $4, $5)`,
      [row.id, row.dryRun, row.fileName, row.by, row.at],
    );
  }

  async addPiece(id: string, n: number, bytes: Buffer): Promise<void> {
    await this.db.query('INSERT INTO member_import_piece (import_id, n, bytes) VALUES ($1, $2, $3)', [
      id,
      n,
      bytes,
    ]);
  }

  async ready(
    tx: Tx,
    id: string,
    file: { bytes: number; sha256: string; encoding: Encoding },
  ): Promise<void> {
    await tx.query(
      `UPDATE member_import SET state = 'READY', bytes = $2, sha256 = $3, encoding = $4 WHERE id = $1`,
      [id, file.bytes, file.sha256, file.encoding],
    );
  }

  /** Deletes an upload that came to nothing. */
  async drop(id: string): Promise<void> {
    await this.db.query('DELETE FROM member_import_piece WHERE import_id = $1', [id]);
    await this.db.query(`DELETE FROM member_import WHERE id = $1 AND state = 'UPLOADING'`, [id]);
  }

  /** Uploads whose sender has gone without a word. */
  async dropAbandoned(before: Date): Promise<void> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT id FROM member_import WHERE state = 'UPLOADING' AND started_at < $1`,
      [before],
    );
    for (const { id } of rows) await this.drop(id);
  }

  /** Takes the next import that waits, or one whose process has died; one at a time in the whole service. */
  async claim(claim: string): Promise<string | undefined> {
    const rows: [{ id: string }[], number] = await this.db.source.query(CLAIM, [
      claim,
      leaseEnd(),
      new Date(),
    ]);
    return returned(rows)[0]?.id;
  }

  /** The pieces in their order, one in memory at a time. */
  async *pieces(id: string): AsyncGenerator<Buffer> {
    for (let n = 0; ; n++) {
      const rows = await this.db.query<{ bytes: Buffer }>(
        'SELECT bytes FROM member_import_piece WHERE import_id = $1 AND n = $2',
        [id, n],
      );
      if (!rows[0]) return;
      yield rows[0].bytes;
    }
  }

  /** Of these accounts those that are here, with what the last import said of them. */
  async known(
    tx: Tx,
    asked: readonly { member: ImportedMember; fingerprint: string }[],
  ): Promise<Map<string, KnownMember>> {
    const rows: KnownMember[] = await tx.query(KNOWN, [
      asked.map(({ member }) => member.accountNumber),
      asked.map(({ fingerprint }) => fingerprint),
    ]);
    return new Map(rows.map((row) => [row.accountNumber, row]));
  }

  /** In the transaction of a batch: what it came to, and that this process still holds the import. Throws `ClaimLost`. */
  async advance(tx: Tx, id: string, claim: string, done: Progress): Promise<void> {
    const { lineDone, bytesDone, added, changed, unchanged, refused, incomplete } = done;
    const counts = [added, changed, unchanged, refused, incomplete];
    const rows: [unknown[], number] = await tx.query(ADVANCE, [
      id,
      claim,
      lineDone,
      bytesDone,
      ...counts,
      leaseEnd(),
    ]);
    if (returned(rows).length === 0) throw new ClaimLost();
  }

  /** The import is over; its pieces go, its findings stay. */
  async finish(
    tx: Tx,
    id: string,
    claim: string,
    end: { at: Date; failure?: readonly FieldFinding[] },
  ): Promise<void> {
    await tx.query(
      `UPDATE member_import SET state = $3, failure = $4, finished_at = $5, bytes_done = CASE WHEN $3 = 'DONE' THEN bytes ELSE bytes_done END,
         claim = NULL, claimed_until = NULL WHERE id = $1 AND claim = $2`,
      [id, claim, end.failure ? 'FAILED' : 'DONE', end.failure ? JSON.stringify(end.failure) : null, end.at],
    );
    await tx.query('DELETE FROM member_import_piece WHERE import_id = $1', [id]);
  }
}
