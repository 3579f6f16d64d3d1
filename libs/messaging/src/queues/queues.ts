import { Inject, Injectable, Logger } from '@nestjs/common';
import { Shutdown } from '@platform/shutdown';
import { Queue, Worker, type IQueueBackend } from 'bullmq';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';
import { connectQueues, type QueueConnection } from './queue-backend';

export const QUEUE_NAMES = ['deliver', 'scheduled'] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];

/** On whichever engine. */
export type JobQueue = Queue<unknown, void, string, unknown, void, string, IQueueBackend>;
type QueueWorker = Worker<unknown, void, string, IQueueBackend>;

/** Neither engine is where anything is kept: jobs are wake-ups, so finished and failed ones are removed at once. */
const FORGET = { removeOnComplete: { count: 0 }, removeOnFail: { count: 0 } };
/** An idle worker asks again only this often (seconds); both engines announce new jobs by themselves. */
const IDLE_SECONDS = 30;
/** A worker whose server went away tries again after this (ms). */
const RETRY_MS = 2_000;

/** All queues and workers of this process. Opened on first use; closed in order: workers, queues, connection. */
@Injectable()
export class Queues {
  private readonly log = new Logger(Queues.name);
  private connection: QueueConnection | undefined;
  private readonly queues = new Map<QueueName, JobQueue>();
  /** Each with the outcome of its first connection. */
  private readonly workers = new Map<QueueWorker, Promise<void>>();
  private isClosing = false;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    shutdown: Shutdown,
  ) {
    shutdown.register('workers', () => this.closeWorkers());
    shutdown.register('queues', () => Promise.all([...this.queues.values()].map((queue) => queue.close())));
    shutdown.register('connections', async () => this.connection?.close());
  }

  queue(name: QueueName): JobQueue {
    const open = this.queues.get(name) ?? this.openQueue(name);
    this.queues.set(name, open);
    return open;
  }

  /** Runs `process` with the name of each job that arrives. */
  work(name: QueueName, concurrency: number, process: (jobName: string) => Promise<void>): void {
    const { options, backend } = this.connected();
    const settings = {
      ...options,
      ...FORGET,
      concurrency,
      drainDelay: IDLE_SECONDS,
      runRetryDelay: RETRY_MS,
      autorun: false,
    };
    this.openWorker(name, () => new Worker(name, (job) => process(job.name), settings, backend));
  }

  /**
   * BullMQ remembers a first connection that failed for ever, and a worker that runs on it asks again without a pause, so that
   * nothing else in the process gets its turn. Hence a worker runs only once it is connected, and one that failed to is replaced.
   */
  private openWorker(name: QueueName, make: () => QueueWorker): void {
    const worker = make();
    worker.on('failed', (job, error) => this.log.error(`Job ${job?.name} failed: ${error.stack}`));
    worker.on('error', this.reporter(name));
    const connected = worker.waitUntilReady().then(
      () => this.run(worker),
      () => this.replace(worker, () => this.openWorker(name, make)),
    );
    this.workers.set(worker, connected);
  }

  private run(worker: QueueWorker): void {
    if (!this.isClosing) worker.run().catch((error: unknown) => worker.emit('error', error as Error));
  }

  private replace(worker: QueueWorker, open: () => void): void {
    this.workers.delete(worker);
    void worker.close(true).catch(() => undefined);
    const timer = setTimeout(() => !this.isClosing && open(), RETRY_MS);
    timer.unref();
  }

  /** One that is still connecting is waited for: closed before, it would never let go of its connection. */
  private async closeWorkers(): Promise<void> {
    this.isClosing = true;
    const isAway = this.connection?.isAway();
    await Promise.all(
      [...this.workers].map(async ([worker, connected]) => {
        if (!isAway) await connected;
        await worker.close(isAway);
      }),
    );
  }

  private openQueue(name: QueueName): JobQueue {
    const { options, backend } = this.connected();
    const settings = { ...options, streams: { events: { maxLen: 100 } } };
    const queue: JobQueue = new Queue(name, settings, backend);
    queue.on('error', this.reporter(name));
    // One whose first connection failed would fail for ever: the next use opens another.
    queue.waitUntilReady().catch(() => this.forget(name, queue));
    return queue;
  }

  private forget(name: QueueName, queue: JobQueue): void {
    if (this.queues.get(name) === queue) this.queues.delete(name);
    void queue.close().catch(() => undefined);
  }

  private connected(): QueueConnection {
    return (this.connection ??= connectQueues(this.options));
  }

  /** A queue server that is away says so many times a second; once until it is back is enough. */
  private reporter(name: string): (error: Error) => void {
    let lastMessage = '';
    return (error) => {
      if (error.message !== lastMessage) this.log.warn(`Queue ${name}: ${error.message}`);
      lastMessage = error.message;
    };
  }
}
