import { Injectable } from '@nestjs/common';
import { withinPatience } from './patience';
import { QUEUE_NAMES, Queues, type QueueName } from './queues';

/** How many jobs one queue holds. Done and failed ones are removed at once, so there is nothing to count of them. */
export interface QueueFigure {
  readonly queue: QueueName;
  readonly waiting: number;
  readonly active: number;
  /** Their time has not come. */
  readonly delayed: number;
  readonly schedules: readonly NextRun[];
}

/** A job that runs again and again. */
export interface NextRun {
  readonly job: string;
  /** By the machine's clock; null until the schedule was put into the queue. */
  readonly nextRunAt: Date | null;
}

/** What staff may know of the queues without the board of another maker. 503 while their server is away. */
@Injectable()
export class QueueFigures {
  constructor(private readonly queues: Queues) {}

  async read(): Promise<QueueFigure[]> {
    return withinPatience(Promise.all(QUEUE_NAMES.map((name) => this.readOne(name))));
  }

  private async readOne(name: QueueName): Promise<QueueFigure> {
    const queue = this.queues.queue(name);
    const { waiting = 0, active = 0, delayed = 0 } = await queue.getJobCounts('waiting', 'active', 'delayed');
    const found = await queue.getJobSchedulers(0, -1, true);
    const schedules = found.map(({ key, next }) => ({ job: key, nextRunAt: next ? new Date(next) : null }));
    return { queue: name, waiting, active, delayed, schedules };
  }
}
