import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { CaseDefinitions } from './case-definition';
import { Cases } from './cases';
import { CaseworkKind } from './casework-kind';
import type { CaseKind, CaseResolution, StaffCase } from './staff-case.entity';

/** Kinds that close only when both programs have said the same. */
const NEEDS_BOTH: ReadonlySet<CaseKind> = new Set(['HOST_ASSIGNMENT', 'HOST_TRANSFER']);

/** What officers do with a case: claim it, give it back, resolve it (or vote, where both programs must agree). */
@Injectable()
export class WorkCases {
  constructor(
    private readonly db: Database,
    private readonly cases: Cases,
    private readonly casework: CaseworkKind,
    private readonly definitions: CaseDefinitions,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Of two officers who claim at once one gets it; the other hears who (CASE_TAKEN). */
  async claim(officer: Caller, id: string): Promise<StaffCase> {
    return this.onOpen(id, async (tx, row) => {
      if (row.assignee === officer.subject) return;
      if (row.assignee)
        throw new RefusedError({ code: 'CASE_TAKEN', facts: { assignee: row.assigneeName ?? row.assignee } });
      await this.cases.store(tx, row, {
        assignee: officer.subject,
        assigneeName: officer.name ?? officer.subject,
      });
      const by = officerOf(officer);
      await this.audit.append(tx, [
        {
          by,
          action: 'case.claimed',
          subjectKind: 'case',
          subjectId: id,
          after: { assignee: officer.subject },
        },
      ]);
    });
  }

  /** Gives a claimed case back to the queue. */
  async release(officer: Caller, id: string): Promise<StaffCase> {
    return this.onOpen(id, async (tx, row) => {
      if (row.assignee !== officer.subject)
        throw new RefusedError({ code: 'CASE_TAKEN', facts: { assignee: row.assigneeName ?? '' } });
      await this.cases.store(tx, row, { assignee: null, assigneeName: null });
      await this.audit.append(tx, [
        { by: officerOf(officer), action: 'case.released', subjectKind: 'case', subjectId: id },
      ]);
    });
  }

  /** Resolves a case, or votes on one that both programs must agree on. Refuses: CASE_CLOSED, CASE_TAKEN, DATA_INVALID, NOT_ALLOWED. */
  async resolve(officer: Caller, id: string, choice: string, reason: string): Promise<StaffCase> {
    return this.onOpen(id, async (tx, row) => {
      if (row.assignee && row.assignee !== officer.subject) {
        throw new RefusedError({ code: 'CASE_TAKEN', facts: { assignee: row.assigneeName ?? row.assignee } });
      }
      this.requireChoice(row, choice);
      this.requireRank(row, officer);
      const by = officerOf(officer);
      const vote = {
        choice,
        reason,
        office: officer.office ?? this.profile.code,
        votedAt: this.clock.now().toISOString(),
      };
      await this.audit.append(tx, [
        { by, action: 'case.voted', subjectKind: 'case', subjectId: id, reason, after: vote },
      ]);
      const definition = this.definitions.find(row.kind);
      if (definition?.vote) await definition.vote(tx, row, vote, by);
      else if (this.needsBoth(row.kind)) await this.casework.vote(tx, row, vote, by);
      else await this.close(tx, row, { choice, reason, resolvedBy: officer.subject }, by);
    });
  }

  private needsBoth(kind: CaseKind): boolean {
    return this.definitions.find(kind)?.needsBoth ?? NEEDS_BOTH.has(kind);
  }

  private async close(tx: Tx, row: StaffCase, resolution: CaseResolution, by: ActingParty): Promise<void> {
    await this.cases.resolve(tx, row, resolution, by);
    await this.definitions.find(row.kind)?.carryOut?.(tx, row, resolution, by);
  }

  private requireChoice(row: StaffCase, choice: string): void {
    const defined = this.definitions.find(row.kind)?.choices(row);
    const allowed =
      defined?.map(({ code }) => code) ??
      (row.kind === 'HOST_ASSIGNMENT' ? [this.profile.code, this.profile.peer.code, 'REFUSE'] : undefined);
    if (allowed && !allowed.includes(choice)) {
      const expected = { en: `one of ${allowed.join(', ')}`, fr: `l’une des valeurs ${allowed.join(', ')}` };
      throw new RefusedError({ code: 'DATA_INVALID' }, [{ pointer: '/choice', code: 'ONE_OF', expected }]);
    }
  }

  /** Domain §7: an override of a designated host after an objection (R9) takes headquarters of each program. */
  private requireRank(row: StaffCase, officer: Caller): void {
    const isOverride = row.kind === 'HOST_ASSIGNMENT' && row.facts.override === true;
    if (isOverride && !officer.roles.includes('HQ'))
      throw new RefusedError({ code: 'NOT_ALLOWED', facts: { by: ['HQ'] } });
  }

  private async onOpen(id: string, work: (tx: Tx, row: StaffCase) => Promise<void>): Promise<StaffCase> {
    return this.db.transaction(async (tx) => {
      const row = await this.cases.lock(tx, id);
      if (!row) throw new RefusedError({ code: 'NOT_FOUND' });
      if (row.state !== 'OPEN')
        throw new RefusedError({ code: 'CASE_CLOSED', facts: { resolution: row.resolution?.choice } });
      await work(tx, row);
      return row;
    });
  }
}

const officerOf = (officer: Caller): ActingParty => ({
  actor: officer.subject,
  role: officer.roles[0] ?? 'OFFICER',
});
