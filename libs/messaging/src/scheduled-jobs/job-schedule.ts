import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Shutdown } from '@platform/shutdown';
import type { JobSchedulerJson, RepeatOptions } from 'bullmq';
import { DEFAULT_DELIVERY } from '../delivery/delivery-settings';
import { DeliveryWakeUp } from '../delivery/wake-up';
import { MESSAGING_OPTIONS, runsWorkers, type MessagingOptions } from '../messaging-options';
import { Queues } from '../queues/queues';
import { ScheduledJobs, type ScheduledJob } from './scheduled-jobs';

const QUEUE = 'scheduled';
/** A slow job must not hold up the sweep. */
const CONCURRENCY = 4;

/** Longer than any job of ours takes to be fetched, so that a busy worker is not taken for a broken chain. */
const OVERDUE_MS = 120_000;

const repeatOf = ({ everyMs, cron, timeZone }: ScheduledJob): Omit<RepeatOptions, 'key'> =>
  everyMs === undefined ? { pattern: cron, tz: timeZone } : { every: everyMs };

/**
 * Puts the schedule into the queue, and again every minute from a plain timer, so that a queue that was emptied heals.
 * Several processes may do so: a schedule has one id and one next run, whoever registered it.
 */
@Injectable()
export class JobSchedule implements OnApplicationBootstrap {
  private readonly log = new Logger(JobSchedule.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly queues: Queues,
    private readonly jobs: ScheduledJobs,
    private readonly wakeUp: DeliveryWakeUp,
    private readonly shutdown: Shutdown,
  ) {}

  /** Not awaited: a service must start while its queue server is still away. */
  onApplicationBootstrap(): void {
    if (!runsWorkers(this.options.role)) return;
    this.shutdown.register('workers', async () => clearInterval(this.timer));
    this.queues.work(QUEUE, CONCURRENCY, (name) => this.jobs.run(name));
    this.timer = setInterval(() => this.heal(), this.registerEveryMs());
    void this.register();
  }

  /** Registers what the queue lacks. One that is there and runs is left alone: registering it again would put off its next run. */
  async register(): Promise<void> {
    try {
      for (const job of this.jobs.all()) await this.registerOne(job);
    } catch (error) {
      this.log.warn(`The schedule could not be registered and will be again: ${(error as Error).message}`);
    }
  }

  private registerEveryMs(): number {
    return this.options.delivery?.registerEveryMs ?? DEFAULT_DELIVERY.registerEveryMs;
  }

  private async registerOne(job: ScheduledJob): Promise<void> {
    const queue = this.queues.queue(QUEUE);
    const found = await queue.getJobScheduler(job.name);
    if (found && isSchedule(found, job) && isRunning(found, Date.now())) return;
    await queue.upsertJobScheduler(job.name, repeatOf(job), { name: job.name });
  }

  /** The wake-up also stands in for the sweep while the queue server is away. */
  private heal(): void {
    this.wakeUp.signal();
    void this.register();
  }
}

export const isSchedule = (found: JobSchedulerJson, job: ScheduledJob): boolean =>
  job.everyMs === undefined
    ? found.pattern === job.cron && found.tz === job.timeZone
    : Number(found.every) === job.everyMs;

/** A next run that is long past is a broken chain: each run queues the next one, and that one was lost. */
export const isRunning = ({ next }: JobSchedulerJson, now: number): boolean => (next ?? 0) > now - OVERDUE_MS;
