/*
 * What: deletes what has outlived its period (docs/retention.md), in batches, so that no lock is held for long.
 * Who queues it: the scheduler, daily. Twice is safe: what is gone is gone.
 * Gives up: never; what one run leaves the next one takes.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MessageRetention } from '@messaging/retention/message-retention';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Clock } from '@platform/clock';
import { ConfigurationError, ServiceConfig } from '@platform/config';
import { Database } from '@platform/database';
import { asSystem, AuditLog } from '../audit/audit-log';
import type { ProgramProfile } from '../domain/program-profile';
import { KEPT_FOR_A_TIME, retentionPeriods, type Kept } from '../domain/retention-periods';
import { InjectProgram } from '../program/program';
import { FORGET, REFUSE_UNKNOWN } from './retention-table';

const JOB = 'carry-out-retention';
const DAY = 86_400_000;
const BATCH = 1_000;
/** Days until a request for an account that does not exist is refused: about as long as a real one may take. */
const UNKNOWN_DAYS = 60;

@Injectable()
export class CarryOutRetention implements OnModuleInit {
  private readonly periods: Readonly<Record<Kept, number>>;

  /** A wrong setting stops the start: it must not delete too early, nor be overlooked. */
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly messages: MessageRetention,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    config: ServiceConfig,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    const { periods, faults } = retentionPeriods(config.retentionDays ?? {});
    if (faults.length > 0) throw new ConfigurationError(faults);
    this.periods = periods;
  }

  onModuleInit(): void {
    this.jobs.add({ name: JOB, cron: '30 3 * * *', timeZone: this.profile.timeZone, run: () => this.run() });
  }

  async run(): Promise<void> {
    const now = this.clock.now();
    await this.db.query(REFUSE_UNKNOWN, [new Date(now.getTime() - UNKNOWN_DAYS * DAY), now]);
    for (const kept of KEPT_FOR_A_TIME) {
      const deleted = await this.carryOut(kept);
      if (deleted > 0) await this.note(kept, deleted);
    }
  }

  private async carryOut(kept: Kept): Promise<number> {
    // Messages and mails are dated by the machine's time, everything else by the business clock.
    const isMachineTime = kept === 'deliveredMessages' || kept === 'receivedMessages' || kept === 'mails';
    const now = isMachineTime ? Date.now() : this.clock.now().getTime();
    const before = new Date(now - this.periods[kept] * DAY);
    if (kept === 'deliveredMessages') return inBatches(() => this.messages.forgetDelivered(before, BATCH));
    if (kept === 'receivedMessages') return inBatches(() => this.messages.forgetReceived(before, BATCH));
    let deleted = 0;
    for (const statement of FORGET[kept]) deleted += await inBatches(() => this.forget(statement, before));
    return deleted;
  }

  private async forget(statement: string, before: Date): Promise<number> {
    const [, count] = await this.db.source.query<[unknown[], number]>(statement, [before, BATCH]);
    return count;
  }

  private async note(kept: Kept, deleted: number): Promise<void> {
    const after = { deleted, days: this.periods[kept] };
    const subject = { subjectKind: 'retention' as const, subjectId: kept };
    await this.db.transaction((tx) =>
      this.audit.append(tx, [{ by: asSystem(JOB), action: 'retention.carried-out', ...subject, after }]),
    );
  }
}

async function inBatches(forgetSome: () => Promise<number>): Promise<number> {
  let all = 0;
  for (;;) {
    const some = await forgetSome();
    all += some;
    if (some < BATCH) return all;
  }
}
