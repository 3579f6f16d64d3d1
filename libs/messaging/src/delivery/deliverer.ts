import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { withCorrelationId } from '@platform/http/correlation';
import { Shutdown } from '@platform/shutdown';
import { v7 as uuidV7 } from 'uuid';
import { MESSAGING_OPTIONS, runsWorkers, type MessagingOptions } from '../messaging-options';
import { OutboxRepository, type ClaimedMessage } from '../outbox/outbox.repository';
import { PeerRefused } from '../peer/peer-client';
import { BatchPost, type AnsweredBatch } from './batch-post';
import { DEFAULT_DELIVERY, type DeliverySettings } from './delivery-settings';
import { LastLook } from './last-look';
import { isNotTried, PeerBreaker, type BreakerState } from './peer-breaker';
import { Settlement } from './settlement';
import { DeliveryWakeUp } from './wake-up';

/** Statuses with which a peer turns down one batch for what is in it, not for how it is. */
const TURNED_DOWN = new Set([400, 413]);
const isTurnedDown = (error: unknown): boolean =>
  error instanceof PeerRefused && TURNED_DOWN.has(error.status);

/**
 * Sends what the outbox holds, oldest first, in several lanes: while the peer works on one batch the next is on its way.
 * Woken after a commit, by a job, by the sweep and by the breaker. Running twice is safe: a claim holds a message for one
 * lane of one process, and a message sent twice is answered with the same receipt.
 */
@Injectable()
export class Deliverer implements OnApplicationBootstrap {
  private readonly log = new Logger(Deliverer.name);
  private readonly settings: DeliverySettings;
  private readonly breaker: PeerBreaker;
  private readonly lanes = new Set<Promise<void>>();
  private wokenMeanwhile = false;
  private isClosing = false;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly outbox: OutboxRepository,
    private readonly post: BatchPost,
    private readonly settlement: Settlement,
    private readonly lastLook: LastLook,
    private readonly wakeUp: DeliveryWakeUp,
    private readonly shutdown: Shutdown,
  ) {
    this.settings = { ...DEFAULT_DELIVERY, ...options.delivery };
    this.breaker = new PeerBreaker({
      ...this.settings,
      countsAsFailure: (error) => !isTurnedDown(error),
      probe: () => this.post.probe(),
      onClosed: () => void this.peerIsBack(),
    });
  }

  get breakerState(): BreakerState {
    return this.breaker.state;
  }

  onApplicationBootstrap(): void {
    if (!runsWorkers(this.options.role)) return;
    this.shutdown.register('workers', () => this.close());
    this.wakeUp.onSignal(() => this.wake());
    this.wake();
  }

  /** Starts a lane, unless all are at work: then one of them looks again before it stops. */
  wake(): void {
    if (this.isClosing || this.breaker.state !== 'CLOSED') return;
    if (this.lanes.size >= this.settings.lanes) {
      this.wokenMeanwhile = true;
      return;
    }
    // Its own id: what a lane does is not the doing of the request that happened to wake it.
    const lane: Promise<void> = withCorrelationId(uuidV7(), () => this.runLane()).finally(() =>
      this.laneEnded(lane),
    );
    this.lanes.add(lane);
  }

  /** Resolves once no lane is at work. */
  async idle(): Promise<void> {
    while (this.lanes.size > 0) await Promise.all(this.lanes);
  }

  private async close(): Promise<void> {
    this.isClosing = true;
    this.breaker.close();
    await this.idle();
  }

  private laneEnded(lane: Promise<void>): void {
    this.lanes.delete(lane);
    if (!this.wokenMeanwhile) return;
    this.wokenMeanwhile = false;
    this.wake();
  }

  /** An error here is one of our own database: the claim's lease ends by itself and the sweep tries again. */
  private async runLane(): Promise<void> {
    try {
      while (await this.sendNextBatch());
    } catch (error) {
      this.log.error(`Delivery was interrupted: ${(error as Error).message}`);
    }
  }

  /** Whether more is probably waiting. */
  private async sendNextBatch(): Promise<boolean> {
    if (this.isClosing || this.breaker.state !== 'CLOSED') return false;
    const { batchSize, leaseMs, batchBytes } = this.settings;
    const claimed = await this.outbox.claim(this.options.peer.code, batchSize, leaseMs);
    const isFull = claimed.length === batchSize;
    if (isFull) this.wake();
    const batch = claimed.slice(0, fittingCount(claimed, batchBytes));
    if (batch.length < claimed.length) await this.outbox.release(claimed.slice(batch.length));
    const leaving = batch.length > 0 ? await this.lastLook.at(batch) : [];
    if (leaving.length > 0) await this.send(leaving);
    return isFull || batch.length < claimed.length;
  }

  private async send(batch: readonly ClaimedMessage[]): Promise<void> {
    let answer: AnsweredBatch;
    try {
      answer = await this.breaker.run(() => this.post.send(batch));
    } catch (error) {
      return this.notAnswered(batch, error);
    }
    const unanswered = await this.settlement.settle(batch, answer);
    if (unanswered.length > 0) await this.retryLater(unanswered, 'The peer gave no receipt');
  }

  private async notAnswered(batch: readonly ClaimedMessage[], error: unknown): Promise<void> {
    if (isNotTried(error)) return this.outbox.release(batch);
    if (isTurnedDown(error) && batch.length > 1) return this.sendOneByOne(batch);
    await this.retryLater(batch, (error as Error).message);
  }

  /** The peer turned the batch down whole: find the message that is to blame without holding up the others. */
  private async sendOneByOne(batch: readonly ClaimedMessage[]): Promise<void> {
    for (const message of batch) await this.send([message]);
  }

  private async retryLater(messages: readonly ClaimedMessage[], reason: string): Promise<void> {
    this.log.warn(`${messages.length} messages will be sent again: ${reason}`);
    await this.outbox.storeFailed(messages, reason);
    // The first retry is immediate; the later ones are found by the sweep.
    if (messages.some((message) => message.attempts === 0)) this.wake();
  }

  private async peerIsBack(): Promise<void> {
    await this.outbox.wakeAll(this.options.peer.code).catch((error: unknown) => this.log.error(error));
    this.wake();
  }
}

/** How many messages from the front go into one batch; always at least one. */
function fittingCount(messages: readonly ClaimedMessage[], maxBytes: number): number {
  let bytes = 0;
  const tooMuch = messages.findIndex((message) => (bytes += Buffer.byteLength(message.json)) > maxBytes);
  return tooMuch === -1 ? messages.length : Math.max(1, tooMuch);
}
