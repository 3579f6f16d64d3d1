import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { AuditLog } from '../audit/audit-log';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import { CaseDefinitions } from './case-definition';
import { isHeadquarters, officerOf, requireNotTaken } from './case-rights';
import { CaseworkKind } from './casework-kind';
import { aboutCase, Cases } from './cases';
import type { StaffCase } from './staff-case.entity';

/** Takes a resolution back while it has had no effect, or this program's vote while there is no agreement. */
@Injectable()
export class UndoCase {
  constructor(
    private readonly db: Database,
    private readonly cases: Cases,
    private readonly casework: CaseworkKind,
    private readonly definitions: CaseDefinitions,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Refuses: CASE_NOT_RESOLVED, CASE_TAKEN, CASE_AGREED, CASE_HAS_EFFECT, CASE_ALREADY_OPEN where a newer one is open for the
   * subject, NOT_ALLOWED unless by who resolved it or by headquarters.
   */
  async execute(officer: Caller, id: string, reason: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const row = found(await this.cases.lock(tx, id));
      if (row.state === 'OPEN') await this.withdrawVote(tx, row, officer, reason);
      else await this.reopen(tx, row, officer, reason);
    });
  }

  private async withdrawVote(tx: Tx, row: StaffCase, officer: Caller, reason: string): Promise<void> {
    requireNotTaken(row, officer);
    const before = { vote: row.ownVote };
    const definition = this.definitions.find(row.kind);
    if (definition?.vote && !definition.withdrawVote) throw new RefusedError({ code: 'CASE_HAS_EFFECT' });
    if (definition?.withdrawVote) await definition.withdrawVote(tx, row, officerOf(officer));
    else await this.casework.withdraw(tx, row);
    await this.audit.append(tx, [
      { by: officerOf(officer), action: 'case.vote-withdrawn', ...aboutCase(row), reason, before },
    ]);
  }

  private async reopen(tx: Tx, row: StaffCase, officer: Caller, reason: string): Promise<void> {
    const { resolution } = row;
    if (!isHeadquarters(officer) && resolution?.resolvedBy !== officer.subject)
      throw new RefusedError({ code: 'NOT_ALLOWED', facts: { by: ['HQ', 'resolver'] } });
    const newer = await this.cases.openCase(tx, row.kind, row.subjectId);
    if (newer) throw new RefusedError({ code: 'CASE_ALREADY_OPEN', facts: { caseId: newer.id } });
    if (!(await this.takeBack(tx, row, officer))) throw new RefusedError({ code: 'CASE_HAS_EFFECT' });
    await this.cases.store(tx, row, { state: 'OPEN', resolution: null, resolvedAt: null });
    await this.audit.append(tx, [
      { by: officerOf(officer), action: 'case.undone', ...aboutCase(row), reason, before: { resolution } },
    ]);
  }

  /** What both programs have agreed on stands: one of them alone cannot take it back. */
  private async takeBack(tx: Tx, row: StaffCase, officer: Caller): Promise<boolean> {
    const definition = this.definitions.find(row.kind);
    if (definition?.needsBoth) return false;
    return (await definition?.undo?.(tx, row, officerOf(officer))) ?? false;
  }
}
