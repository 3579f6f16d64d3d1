/*
 * What: a proposal that nobody answers ends after its lease (30 days), undecided links after the decision deadline (24 months),
 * and a hand-over that has not arrived becomes a case for staff; no time-out ever takes the right to edit back.
 * Who queues it: the scheduler, every ten minutes. Twice is safe: `expire` is refused where it has nothing to end.
 * Gives up: never; a link that is locked is found again at the next run.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Clock } from '@platform/clock';
import { Database } from '@platform/database';
import { asSystem } from '../audit/audit-log';
import { RefusedError } from '../refusal/refused.error';
import { LinkLedger } from './link-ledger';

const DAY = 86_400_000;
/** Longer than the longest outage: a lease that is too short would end links that only wait for the line (protocol §2). */
const LEASE_DAYS = 30;
const DECISION_DAYS = 730;
/** Days after which a hand-over under way is staff's business. */
const HANDOVER_DAYS = 2;
const TEN_MINUTES = 600_000;

const OVERDUE = `
  SELECT link_id AS "linkId" FROM link WHERE live AND (
    (phase = 'PROPOSED' AND proposed_at < $1) OR (phase = 'DECISIONS_PENDING' AND proposed_at < $2)
    OR (phase IN ('CUTOVER', 'TRANSFER_PENDING') AND changed_at < $3)) ORDER BY link_id LIMIT 200`;

@Injectable()
export class ExpireLinks implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly ledger: LinkLedger,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'expire-links', everyMs: TEN_MINUTES, run: () => this.run() });
  }

  async run(): Promise<void> {
    const now = this.clock.now().getTime();
    const before = [LEASE_DAYS, DECISION_DAYS, HANDOVER_DAYS].map((days) => new Date(now - days * DAY));
    const rows = await this.db.query<{ linkId: string }>(OVERDUE, before);
    for (const { linkId } of rows) await this.expire(linkId);
  }

  private async expire(linkId: string): Promise<void> {
    try {
      await this.db.transaction((tx) =>
        this.ledger.command(tx, linkId, { kind: 'expire' }, asSystem('expire-links')),
      );
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
    }
  }
}
