import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@platform/database';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { RefusedError } from '../refusal/refused.error';
import type { Reconciliation } from './reconciliation.entity';
import { Reconciliations } from './reconciliations';

/** Asks for a reconciliation: it is carried out by a worker, so that nobody waits for it in a request. */
@Injectable()
export class RequestReconciliation {
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly db: Database,
    private readonly rows: Reconciliations,
    private readonly audit: AuditLog,
  ) {}

  /** Registers who carries out what is asked for; told after the commit. */
  onRequested(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Refuses with RECONCILIATION_RUNNING, naming it, while one of this side is under way. */
  async execute(tx: Tx, by: ActingParty): Promise<Reconciliation> {
    const present = await this.rows.underWay(tx);
    if (present) throw new RefusedError({ code: 'RECONCILIATION_RUNNING', facts: { id: present.id } });
    const row = await this.rows.request(tx, by.actor);
    await this.audit.append(tx, [
      { by, action: 'reconciliation.requested', subjectKind: 'reconciliation', subjectId: row.id },
    ]);
    this.db.afterCommit(tx, () => this.listeners.forEach((listener) => listener()));
    return row;
  }
}
