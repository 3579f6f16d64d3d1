import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { Database } from '@platform/database';
import { writeTogether, type Write } from '@platform/database/write-together';
import { Accounts } from '../account/accounts';
import { IMPORT_SOURCE, ImportedAccounts } from '../account/imported-accounts';
import { AuditLog, changeOf, type ActingParty, type AuditFact } from '../audit/audit-log';
import type { FieldFinding } from '../domain/application-form';
import { importFinding } from '../domain/member-import/import-findings';
import type { ImportedMember } from '../domain/member-import/imported-member';
import { mergeImport } from '../domain/member-import/merge-import';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { Imports, type BatchResult, type KnownMember } from './imports';

/** A row that was read: its member, or why there is none. */
export interface ReadRow {
  readonly line: number;
  readonly accountNumber?: string;
  readonly member?: ImportedMember;
  readonly findings?: readonly FieldFinding[];
}

/** What the file has come to at the end of a batch. */
export interface Batch {
  readonly rows: readonly ReadRow[];
  readonly lineDone: number;
  readonly bytesDone: number;
}

export interface RunningImport {
  readonly id: string;
  readonly claim: string;
  readonly dryRun: boolean;
  readonly by: ActingParty;
  /** Numbers that a dry run has met: nothing else tells it that one comes twice. */
  readonly met: Set<string>;
}

interface Candidate {
  readonly line: number;
  readonly member: ImportedMember;
  readonly fingerprint: string;
}

const KEEP_MEMBERS = `
  INSERT INTO imported_member (account_number, import_id, line, fingerprint, member, incomplete)
  SELECT n, import_id, line, fingerprint, member, incomplete
  FROM json_to_recordset($1) AS t(n text, import_id uuid, line int, fingerprint text, member jsonb, incomplete boolean)
  ON CONFLICT (account_number) DO UPDATE SET import_id = excluded.import_id, line = excluded.line,
    fingerprint = excluded.fingerprint, member = excluded.member, incomplete = excluded.incomplete`;

/** An unchanged row is a row of this import too: a later one of the same number in this file is then a repetition. */
const SEEN = `
  UPDATE imported_member m SET import_id = t.import_id, line = t.line
  FROM json_to_recordset($1) AS t(n text, import_id uuid, line int) WHERE m.account_number = t.n`;

const ADD_FINDINGS = `
  INSERT INTO member_import_finding (import_id, line, severity, account_number, findings)
  SELECT import_id, line, severity, n, findings
  FROM json_to_recordset($1) AS t(import_id uuid, line int, severity text, n text, findings jsonb)
  ON CONFLICT (import_id, line) DO NOTHING`;

interface Finding {
  readonly line: number;
  readonly severity: 'REFUSED' | 'WARNING';
  readonly accountNumber?: string;
  readonly findings: readonly FieldFinding[];
}

/** One batch on its way: what is known of its rows, and what was found about them. */
interface Work {
  readonly batch: RunningImport;
  readonly fresh: Candidate[];
  readonly changed: { candidate: Candidate; known: KnownMember }[];
  /** Changed rows that were carried out, whatever of them was kept as it was. */
  readonly done: Candidate[];
  readonly unchanged: Candidate[];
  readonly findings: Finding[];
}

/**
 * Carries out a batch of rows in one transaction: new members in one statement, changed ones one by one. Twice is harmless: a row
 * that was carried out is known by its fingerprint. A dry run does the same looking and none of the writing.
 */
@Injectable()
export class ImportBatch {
  constructor(
    private readonly db: Database,
    private readonly imports: Imports,
    private readonly accounts: Accounts,
    private readonly imported: ImportedAccounts,
    private readonly audit: AuditLog,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async execute(running: RunningImport, batch: Batch): Promise<void> {
    const candidates = batch.rows.flatMap(candidateOf);
    await this.db.transaction(async (tx) => {
      const work = await this.sorted(tx, running, batch.rows, candidates);
      const changed = await this.change(tx, work);
      await writeTogether(tx, this.writes(work));
      await this.imports.advance(tx, running.id, running.claim, {
        ...counted(work, changed),
        lineDone: batch.lineDone,
        bytesDone: batch.bytesDone,
      });
    });
  }

  private async sorted(
    tx: Tx,
    running: RunningImport,
    rows: readonly ReadRow[],
    candidates: readonly Candidate[],
  ): Promise<Work> {
    const asked = candidates.map(({ member, fingerprint }) => ({ n: member.accountNumber, fingerprint }));
    const known = await this.imports.known(tx, asked);
    const work: Work = {
      batch: running,
      fresh: [],
      changed: [],
      done: [],
      unchanged: [],
      findings: refusedOf(rows),
    };
    const here = running.dryRun ? running.met : new Set<string>();
    for (const candidate of candidates) {
      const { accountNumber } = candidate.member;
      if (here.has(accountNumber))
        work.findings.push(refusal(candidate, [importFinding('REPEATED_IN_FILE', 'accountNumber')]));
      else place(work, candidate, known.get(accountNumber));
      here.add(accountNumber);
    }
    return work;
  }

  private async change(tx: Tx, work: Work): Promise<number> {
    let changed = 0;
    for (const { candidate, known } of work.changed)
      if (await this.changeOne(tx, work, candidate, found(known.member))) changed++;
    return changed;
  }

  /** IMP-6 decides; the account's lock keeps edits, links and status changes out meanwhile. */
  private async changeOne(
    tx: Tx,
    work: Work,
    candidate: Candidate,
    lastImport: ImportedMember,
  ): Promise<boolean> {
    const { member } = candidate;
    const account = found(await this.accounts.lock(tx, member.accountNumber));
    const before = account.shared;
    const { status, shared } = account;
    const isLinked = account.recordRole !== 'STANDALONE';
    const dates = await this.imported.datesOf(tx, member.accountNumber);
    const merged = mergeImport({ status, shared, isLinked, dates, lastImport }, member, this.profile);
    if (merged.faults.length > 0) {
      work.findings.push(refusal(candidate, [...merged.faults, ...merged.warnings]));
      return false;
    }
    if (merged.warnings.length > 0)
      work.findings.push({ ...refusal(candidate, merged.warnings), severity: 'WARNING' });
    work.done.push(candidate);
    const isChange = merged.shared !== undefined || merged.status !== undefined || merged.dates.length > 0;
    if (!isChange || work.batch.dryRun) return isChange;
    const { by } = work.batch;
    const after = merged.shared ? changeOf(before, merged.shared) : { before: {}, after: {} };
    await this.imported.change(tx, account, { ...merged, reasonCode: member.statusReason }, by);
    await this.audit.append(tx, [
      auditOf(work.batch, candidate, 'account.import-changed', {
        before: {
          ...after.before,
          dates: merged.dates.map(({ name }) => ({ name, value: dates[name]?.value })),
        },
        after: { ...after.after, dates: merged.dates },
      }),
    ]);
    return true;
  }

  private writes({ batch, fresh, done, unchanged, findings }: Work): Write[] {
    const reported = { sql: ADD_FINDINGS, value: findings.map((each) => findingRow(batch.id, each)) };
    if (batch.dryRun) return [reported];
    const audited = fresh.map((candidate) =>
      auditOf(batch, candidate, 'account.imported', {
        after: {
          status: candidate.member.status,
          legalName: candidate.member.shared.legalName,
          line: candidate.line,
        },
      }),
    );
    return [
      ...this.imported.adding(
        fresh.map(({ member }) => member),
        batch.by,
      ),
      { sql: KEEP_MEMBERS, value: [...fresh, ...done].map((each) => memberRow(batch.id, each)) },
      { sql: SEEN, value: unchanged.map((each) => memberRow(batch.id, each)) },
      this.audit.appending(audited),
      reported,
    ];
  }
}

function candidateOf({ line, member }: ReadRow): Candidate[] {
  if (!member) return [];
  const fingerprint = createHash('sha256').update(JSON.stringify(member)).digest('base64');
  return [{ line, member, fingerprint }];
}

const refusedOf = (rows: readonly ReadRow[]): Finding[] =>
  rows.flatMap(({ line, accountNumber, findings }) =>
    findings ? [{ line, accountNumber, findings, severity: 'REFUSED' as const }] : [],
  );

const refusal = ({ line, member }: Candidate, findings: readonly FieldFinding[]): Finding => ({
  line,
  severity: 'REFUSED',
  accountNumber: member.accountNumber,
  findings,
});

/** New, unchanged, changed, said twice in this file, or a number that this service has given out itself. */
function place(work: Work, candidate: Candidate, known: KnownMember | undefined): void {
  const { batch, fresh, changed, unchanged, findings } = work;
  if (!known) fresh.push(candidate);
  else if (known.fingerprint === null)
    findings.push(refusal(candidate, [importFinding('NUMBER_TAKEN', 'accountNumber')]));
  else if (known.importId === batch.id && known.line !== candidate.line)
    findings.push(refusal(candidate, [importFinding('REPEATED_IN_FILE', 'accountNumber')]));
  else if (known.fingerprint !== candidate.fingerprint) changed.push({ candidate, known });
  else unchanged.push(candidate);
}

function counted(work: Work, changed: number): BatchResult {
  const { fresh, findings } = work;
  const refused = findings.filter(({ severity }) => severity === 'REFUSED').length;
  const incomplete = fresh.filter(({ member }) => member.missing.length > 0).length;
  return {
    added: fresh.length,
    changed,
    unchanged: work.unchanged.length + work.changed.length - changed - faultsOf(work),
    refused,
    incomplete,
  };
}

/** Changed rows that the rules refused. */
const faultsOf = ({ changed, done }: Work): number => changed.length - done.length;

const auditOf = (
  { id, by }: RunningImport,
  { member, line }: Candidate,
  action: string,
  change: Pick<AuditFact, 'before' | 'after'>,
): AuditFact => ({
  by,
  action,
  subjectKind: 'account',
  subjectId: member.accountNumber,
  reason: `${IMPORT_SOURCE} ${id}, line ${line}`,
  ...change,
});

const findingRow = (importId: string, { line, severity, accountNumber, findings }: Finding): object => ({
  import_id: importId,
  line,
  severity,
  n: accountNumber?.slice(0, 80),
  findings,
});

const memberRow = (importId: string, { line, member, fingerprint }: Candidate): object => ({
  n: member.accountNumber,
  import_id: importId,
  line,
  fingerprint,
  member,
  incomplete: member.missing.length > 0,
});
