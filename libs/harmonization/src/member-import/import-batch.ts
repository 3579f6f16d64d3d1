import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { Database } from '@platform/database';
import { writeTogether, type SharedRows, type Write } from '@platform/database/write-together';
import { ImportedAccounts, NEW_MEMBER } from '../account/imported-accounts';
import { AuditLog } from '../audit/audit-log';
import { ChangeMembers, reasonOf, type ChangedMembers, type ImportOrder } from './change-members';
import { Imports, type Progress } from './imports';
import {
  countsOf,
  sortRows,
  type Candidate,
  type ReadRow,
  type RowFinding,
  type SortedRows,
} from './sorted-rows';

/** What the file has come to at the end of a batch. */
export interface Batch {
  readonly rows: readonly ReadRow[];
  readonly lineDone: number;
  readonly bytesDone: number;
}

export interface RunningImport extends ImportOrder {
  readonly claim: string;
}

const KEEP_NEW = `
  INSERT INTO imported_member (account_number, import_id, line, fingerprint, member, incomplete)
  SELECT n, import_id, line, fingerprint, member, member->'missing' <> '[]' FROM ${NEW_MEMBER}`;

const KEEP_CHANGED = `
  UPDATE imported_member m SET import_id = t.import_id, line = t.line, fingerprint = t.fingerprint, member = t.member,
    incomplete = t.member->'missing' <> '[]'
  FROM json_to_recordset($1) AS t(n text, import_id uuid, line int, fingerprint text, member jsonb) WHERE m.account_number = t.n`;

/** An unchanged row is a row of this import too: a later one of the same number in this file is then a repetition. */
const SEEN = `
  UPDATE imported_member m SET import_id = t.import_id, line = t.line
  FROM json_to_recordset($1) AS t(n text, import_id uuid, line int) WHERE m.account_number = t.n`;

const ADD_FINDINGS = `
  INSERT INTO member_import_finding (import_id, line, severity, account_number, findings)
  SELECT import_id, line, severity, n, findings
  FROM json_to_recordset($1) AS t(import_id uuid, line int, severity text, n text, findings jsonb)
  ON CONFLICT (import_id, line) DO NOTHING`;

/**
 * Carries out a batch of rows in one transaction: new members in one statement, changed ones one by one. Twice is harmless: a row
 * that was carried out is known by its fingerprint. A dry run does the same looking and none of the writing.
 */
@Injectable()
export class ImportBatch {
  constructor(
    private readonly db: Database,
    private readonly imports: Imports,
    private readonly changes: ChangeMembers,
    private readonly imported: ImportedAccounts,
    private readonly audit: AuditLog,
  ) {}

  /**
   * `earlier`: the batch before, which may still be under way. The rows of both have no number in common (IMP-7), so they are
   * written side by side; this one commits after the earlier one, and not at all where that failed.
   */
  async execute(running: RunningImport, batch: Batch, earlier: Promise<void>): Promise<void> {
    await this.db.transaction(async (tx) => {
      const done = await this.carryOut(tx, running, batch);
      await earlier;
      await this.imports.advance(tx, running.id, running.claim, done);
    });
  }

  private async carryOut(tx: Tx, running: RunningImport, batch: Batch): Promise<Progress> {
    const { rows, lineDone, bytesDone } = batch;
    const known = await this.imports.known(
      tx,
      rows.flatMap(({ candidate }) => candidate ?? []),
    );
    const sorted = sortRows(rows, { importId: running.id, known });
    const outcome = await this.changes.execute(tx, running, sorted.changed);
    sorted.findings.push(...outcome.findings);
    const { shared, writes } = this.writes(running, sorted, outcome);
    await writeTogether(tx, writes, shared);
    const refused = sorted.changed.length - outcome.done.length;
    return { ...countsOf(sorted, { changed: outcome.changed, refused }), lineDone, bytesDone };
  }

  private writes(
    running: RunningImport,
    { fresh, unchanged, findings }: SortedRows,
    { done }: ChangedMembers,
  ): { shared?: SharedRows; writes: Write[] } {
    const { id, by, dryRun } = running;
    const reported = { sql: ADD_FINDINGS, value: findings.map((each) => findingRow(id, each)) };
    if (dryRun) return { writes: [reported] };
    const added = this.imported.adding(fresh, by, id);
    return {
      shared: added.rows,
      writes: [
        ...added.writes,
        { sql: KEEP_NEW },
        this.audit.appendingAlike(
          { by, action: 'account.imported', subjectKind: 'account' },
          fresh.map((candidate) => addedFact(running, candidate)),
        ),
        { sql: KEEP_CHANGED, value: done.map((each) => keptRow(id, each)) },
        {
          sql: SEEN,
          value: unchanged.map(({ line, member }) => ({ n: member.accountNumber, import_id: id, line })),
        },
        reported,
      ],
    };
  }
}

const addedFact = (
  order: ImportOrder,
  candidate: Candidate,
): { subjectId: string; reason: string; after: object } => {
  const { member, line } = candidate;
  return {
    subjectId: member.accountNumber,
    reason: reasonOf(order, candidate),
    after: { status: member.status, legalName: member.shared.legalName, line },
  };
};

const findingRow = (importId: string, { line, severity, accountNumber, findings }: RowFinding): object => ({
  import_id: importId,
  line,
  severity,
  n: accountNumber?.slice(0, 80),
  findings,
});

const keptRow = (importId: string, { line, member, fingerprint }: Candidate): object => ({
  n: member.accountNumber,
  import_id: importId,
  line,
  fingerprint,
  member,
});
