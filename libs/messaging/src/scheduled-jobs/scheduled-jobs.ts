import { Injectable } from '@nestjs/common';
import { withCorrelationId } from '@platform/http/correlation';
import { v7 as uuidV7 } from 'uuid';

/** Work that is done again and again; exactly one of `everyMs` and `cron`. Running twice must be safe. */
export interface ScheduledJob {
  /** Lower case, digits, dots and hyphens: it becomes an id in the queue. */
  readonly name: string;
  readonly everyMs?: number;
  /** Five or six fields, in `timeZone` (IANA; the machine's own when absent). */
  readonly cron?: string;
  readonly timeZone?: string;
  run(): Promise<void>;
}

const NAME = /^[a-z][a-z0-9.-]*$/;

/** What this service does on a schedule. Capabilities add their jobs while the application starts. */
@Injectable()
export class ScheduledJobs {
  private readonly jobs = new Map<string, ScheduledJob>();
  private readonly running = new Map<string, Promise<void>>();

  add(job: ScheduledJob): void {
    if (!NAME.test(job.name) || this.jobs.has(job.name))
      throw new Error(`${job.name} is taken, or no name for a job`);
    if ((job.everyMs === undefined) === (job.cron === undefined))
      throw new Error(`${job.name} needs everyMs or cron`);
    this.jobs.set(job.name, job);
  }

  all(): ScheduledJob[] {
    return [...this.jobs.values()];
  }

  /** Runs one job, unless it is at work in this process already. One that no longer exists is left over in the queue. */
  async run(name: string): Promise<void> {
    const job = this.jobs.get(name);
    if (!job || this.running.has(name)) return;
    const run = withCorrelationId(uuidV7(), () => job.run()).finally(() => this.running.delete(name));
    this.running.set(name, run);
    await run;
  }

  /**
   * Runs every job now, one after the other, whatever its schedule: for a clock that was moved. One that is at work has read
   * the old time, so it is run again after it. Throws when any failed.
   */
  async runDueJobs(): Promise<void> {
    const failures: unknown[] = [];
    for (const { name } of this.all()) {
      await this.running.get(name)?.catch(() => undefined);
      await this.run(name).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} scheduled jobs failed`);
  }
}
