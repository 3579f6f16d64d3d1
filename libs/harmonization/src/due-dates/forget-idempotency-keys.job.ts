/*
 * What: deletes kept answers that no client repeats any more.
 * Who queues it: the scheduler, hourly. Twice is safe: what is gone is gone.
 * Gives up: never; the rest goes at the next run.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Idempotency } from '@platform/idempotency/idempotency';

const HOURLY = 3_600_000;
const BATCH = 5_000;

@Injectable()
export class ForgetIdempotencyKeys implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly idempotency: Idempotency,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'forget-idempotency-keys', everyMs: HOURLY, run: () => this.run() });
  }

  async run(): Promise<void> {
    while ((await this.idempotency.purge(BATCH)) === BATCH);
  }
}
