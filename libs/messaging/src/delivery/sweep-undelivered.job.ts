import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';
import { ScheduledJobs } from '../scheduled-jobs/scheduled-jobs';
import { DEFAULT_DELIVERY } from './delivery-settings';
import { Deliverer } from './deliverer';

/**
 * Looks for messages that nobody was woken for: a lost job, a killed process whose lease has ended, a retry that is due.
 * Runs every few seconds in some worker; finding nothing costs one look into a partial index.
 */
@Injectable()
export class SweepUndeliveredJob implements OnModuleInit {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly jobs: ScheduledJobs,
    private readonly deliverer: Deliverer,
  ) {}

  onModuleInit(): void {
    const everyMs = this.options.delivery?.sweepEveryMs ?? DEFAULT_DELIVERY.sweepEveryMs;
    this.jobs.add({ name: 'sweep-undelivered', everyMs, run: async () => this.deliverer.wake() });
  }
}
