import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { AuditLog } from '../audit/audit-log';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import { isHeadquarters, officerOf, requireNotTaken, requireOpen } from './case-rights';
import { aboutCase, Cases } from './cases';
import type { StaffCase } from './staff-case.entity';

/** Who works on a case: officers claim one, give it back, or hand it to a colleague. */
@Injectable()
export class ClaimCase {
  constructor(
    private readonly db: Database,
    private readonly cases: Cases,
    private readonly audit: AuditLog,
  ) {}

  /** Of two officers who claim at once one gets it; the other hears who (CASE_TAKEN). Claiming twice changes nothing. */
  async claim(officer: Caller, id: string): Promise<void> {
    await this.onOpen(id, async (tx, row) => {
      requireNotTaken(row, officer);
      if (row.assignee) return;
      await this.assign(tx, row, { officer, action: 'case.claimed', to: officer });
    });
  }

  /** Gives a claimed case back to the queue. Refuses CASE_TAKEN for a case that another has; one that nobody has stays so. */
  async release(officer: Caller, id: string): Promise<void> {
    await this.onOpen(id, async (tx, row) => {
      requireNotTaken(row, officer);
      if (row.assignee) await this.assign(tx, row, { officer, action: 'case.released' });
    });
  }

  /** Hands the case to a colleague. Refuses NOT_ALLOWED unless by headquarters or by who has it. */
  async reassign(officer: Caller, id: string, to: string, reason: string): Promise<void> {
    await this.onOpen(id, async (tx, row) => {
      if (!isHeadquarters(officer) && row.assignee !== officer.subject)
        throw new RefusedError({ code: 'NOT_ALLOWED', facts: { by: ['HQ', 'assignee'] } });
      if (row.assignee === to) return;
      await this.assign(tx, row, { officer, action: 'case.reassigned', to: { subject: to }, reason });
    });
  }

  private async assign(tx: Tx, row: StaffCase, { officer, action, to, reason }: Assignment): Promise<void> {
    const before = { assignee: row.assignee };
    const assignee = to?.subject ?? null;
    await this.cases.store(tx, row, { assignee, assigneeName: to?.name ?? assignee });
    await this.audit.append(tx, [
      { by: officerOf(officer), action, ...aboutCase(row), reason, before, after: { assignee } },
    ]);
  }

  private async onOpen(id: string, work: (tx: Tx, row: StaffCase) => Promise<void>): Promise<void> {
    await this.db.transaction(async (tx) => {
      const row = found(await this.cases.lock(tx, id));
      requireOpen(row);
      await work(tx, row);
    });
  }
}

interface Assignment {
  readonly officer: Caller;
  readonly action: string;
  /** Nobody where the case goes back to the queue. */
  readonly to?: { readonly subject: string; readonly name?: string };
  readonly reason?: string;
}
