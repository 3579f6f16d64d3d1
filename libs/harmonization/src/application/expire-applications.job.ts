/*
 * What: drafts, and applications that wait for a proof, end after 30 days; held ones are looked at again, because after
 * 30 days staff decide (R8).
 * Who queues it: the scheduler, hourly. Twice is safe: what has moved on is no longer found.
 * Gives up: never; one that fails is found again at the next run.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Clock } from '@platform/clock';
import { Database } from '@platform/database';
import { asSystem, AuditLog } from '../audit/audit-log';
import { ApplicationFlow } from './application-flow';
import { Applications } from './applications';

/** Days that a draft, and a missing proof, are waited for. */
const WAITING_DAYS = 30;
const HOURLY = 3_600_000;
const BATCH = 200;

@Injectable()
export class ExpireApplications implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly applications: Applications,
    private readonly flow: ApplicationFlow,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'expire-applications', everyMs: HOURLY, run: () => this.run() });
  }

  async run(): Promise<void> {
    for (const id of await this.overdue()) await this.expire(id);
    for (const id of await this.held())
      await this.db.transaction((tx) => this.flow.settle(tx, id, asSystem('expire-applications')));
  }

  private async overdue(): Promise<string[]> {
    const since = new Date(this.clock.now().getTime() - WAITING_DAYS * 24 * HOURLY);
    const rows = await this.db.query<{ id: string }>(
      `SELECT id FROM application WHERE state IN ('DRAFT', 'PROOF_NEEDED') AND is_entry AND state_since < $1 ORDER BY id LIMIT ${BATCH}`,
      [since],
    );
    return rows.map(({ id }) => id);
  }

  private async held(): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT id FROM application WHERE state = 'HELD' AND is_entry ORDER BY id LIMIT ${BATCH}`,
    );
    return rows.map(({ id }) => id);
  }

  private async expire(id: string): Promise<void> {
    const by = asSystem('expire-applications');
    await this.db.transaction(async (tx) => {
      const row = await this.applications.lock(tx, id);
      if (!row || (row.state !== 'DRAFT' && row.state !== 'PROOF_NEEDED')) return;
      const before = row.state;
      await this.applications.store(tx, row, { state: 'EXPIRED' });
      await this.audit.append(tx, [
        {
          by,
          action: 'application.expired',
          subjectKind: 'application',
          subjectId: id,
          before: { state: before },
          after: { state: 'EXPIRED' },
        },
      ]);
      if (before !== 'DRAFT') await this.flow.settle(tx, id, by);
    });
  }
}
