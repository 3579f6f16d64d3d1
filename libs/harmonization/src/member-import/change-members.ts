import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import { IMPORT_SOURCE, ImportedAccounts } from '../account/imported-accounts';
import { AuditLog, changeOf, type ActingParty } from '../audit/audit-log';
import { mergeImport, type MergedImport } from '../domain/member-import/merge-import';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { refusal, type Candidate, type ChangedRow, type RowFinding } from './sorted-rows';

/** On whose behalf, and in which import. */
export interface ImportOrder {
  readonly id: string;
  readonly by: ActingParty;
  readonly dryRun: boolean;
}

/** What became of the changed rows of a batch. */
export interface ChangedMembers {
  /** Rows that were carried out, whatever of them was kept as it was. */
  readonly done: Candidate[];
  readonly findings: RowFinding[];
  changed: number;
}

/** Accounts that are here already and whose row has changed since the last import, one by one: there are few of them. */
@Injectable()
export class ChangeMembers {
  constructor(
    private readonly accounts: Accounts,
    private readonly imported: ImportedAccounts,
    private readonly audit: AuditLog,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async execute(tx: Tx, order: ImportOrder, rows: readonly ChangedRow[]): Promise<ChangedMembers> {
    const outcome: ChangedMembers = { done: [], findings: [], changed: 0 };
    for (const row of rows) {
      const merged = await this.changeOne(tx, order, row);
      note(outcome, row.candidate, merged);
    }
    return outcome;
  }

  /** IMP-6 decides; the account's lock keeps edits, links and status changes out meanwhile. */
  private async changeOne(
    tx: Tx,
    order: ImportOrder,
    { candidate, known }: ChangedRow,
  ): Promise<MergedImport> {
    const { member } = candidate;
    const account = found(await this.accounts.lock(tx, member.accountNumber));
    const before = account.shared;
    const { status, shared } = account;
    const isLinked = account.recordRole !== 'STANDALONE';
    const dates = await this.imported.datesOf(tx, member.accountNumber);
    const lastImport = found(known.member);
    const merged = mergeImport({ status, shared, isLinked, dates, lastImport }, member, this.profile);
    if (order.dryRun || !isChange(merged)) return merged;
    const data = merged.shared ? changeOf(before, merged.shared) : { before: {}, after: {} };
    await this.imported.change(tx, account, { ...merged, reasonCode: member.statusReason }, order.by);
    await this.audit.append(tx, [
      {
        by: order.by,
        action: 'account.import-changed',
        subjectKind: 'account',
        subjectId: member.accountNumber,
        reason: reasonOf(order, candidate),
        before: {
          ...data.before,
          dates: merged.dates.map(({ name }) => ({ name, value: dates[name]?.value })),
        },
        after: { ...data.after, dates: merged.dates },
      },
    ]);
    return merged;
  }
}

/** Why an account was made or changed: by which line of which file. */
export const reasonOf = ({ id }: Pick<ImportOrder, 'id'>, { line }: Pick<Candidate, 'line'>): string =>
  `${IMPORT_SOURCE} ${id}, line ${line}`;

const isChange = ({ shared, status, dates, faults }: MergedImport): boolean =>
  faults.length === 0 && (shared !== undefined || status !== undefined || dates.length > 0);

function note(outcome: ChangedMembers, candidate: Candidate, merged: MergedImport): void {
  const { faults, warnings } = merged;
  if (faults.length > 0) {
    outcome.findings.push(refusal(candidate, [...faults, ...warnings]));
    return;
  }
  if (warnings.length > 0) outcome.findings.push({ ...refusal(candidate, warnings), severity: 'WARNING' });
  outcome.done.push(candidate);
  if (isChange(merged)) outcome.changed++;
}
