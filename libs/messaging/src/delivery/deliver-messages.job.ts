import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Shutdown } from '@platform/shutdown';
import { MESSAGING_OPTIONS, runsWorkers, type MessagingOptions } from '../messaging-options';
import { Queues } from '../queues/queues';
import { DeliveryWakeUp } from './wake-up';
import { Deliverer } from './deliverer';

const QUEUE = 'deliver';
/** Between two jobs of one process (ms). Where a worker runs in the same process it was woken already. */
const GAP_API_MS = 20;
const GAP_WORKER_MS = 250;

/**
 * The wake-up across processes: queued after a commit that said something, it makes some worker look into the outbox.
 * Twice is safe, since a worker that finds nothing stops; none at all is safe, since the sweep looks too. It never retries.
 */
@Injectable()
export class DeliverMessagesJob implements OnApplicationBootstrap {
  private readonly gapMs: number;
  private isQueueing = false;
  private isWanted = false;
  private gap: NodeJS.Timeout | undefined;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly queues: Queues,
    private readonly wakeUp: DeliveryWakeUp,
    private readonly deliverer: Deliverer,
    private readonly shutdown: Shutdown,
  ) {
    this.gapMs = runsWorkers(options.role) ? GAP_WORKER_MS : GAP_API_MS;
  }

  onApplicationBootstrap(): void {
    this.wakeUp.onSignal(() => this.enqueue());
    this.shutdown.register('workers', async () => this.stop());
    if (runsWorkers(this.options.role)) this.queues.work(QUEUE, 1, async () => this.deliverer.wake());
  }

  private stop(): void {
    this.isQueueing = true;
    clearTimeout(this.gap);
  }

  /** One job at a time, and one more for everything said meanwhile: a burst of commits is one or two jobs. */
  private enqueue(): void {
    this.isWanted = true;
    if (this.isQueueing) return;
    this.isQueueing = true;
    this.isWanted = false;
    void this.add().then(() => (this.gap = setTimeout(() => this.afterGap(), this.gapMs)));
  }

  private afterGap(): void {
    this.isQueueing = false;
    if (this.isWanted) this.enqueue();
  }

  /** A queue that is away delays messages until the sweep and must not fail what was committed. It reports itself. */
  private async add(): Promise<void> {
    try {
      await this.queues.queue(QUEUE).add(QUEUE, {});
    } catch {
      return;
    }
  }
}
