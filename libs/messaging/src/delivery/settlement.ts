import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import { Database } from '@platform/database';
import { v7 as uuidV7 } from 'uuid';
import { Inbox, wordsIn } from '../inbox/inbox';
import { ReceiverLookup } from '../inbox/receiver-lookup';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';
import { OutboxRepository, type ClaimedMessage, type Delivery } from '../outbox/outbox.repository';
import { DeliveryMetrics } from './delivery-metrics';
import { MESSAGES_PATH, type AnsweredBatch } from './batch-post';

type Refusal = Extract<Receipt, { result: 'refused' }>;
type Taken = Exclude<Receipt, Refusal>;
const isRefusal = (receipt: Receipt): receipt is Refusal => receipt.result === 'refused';
const isTaken = (receipt: Receipt): receipt is Taken => !isRefusal(receipt);

/** Writes down what the peer answered: the signed answer, each message's own receipt, and what the peer says with it. */
@Injectable()
export class Settlement {
  private readonly log = new Logger(Settlement.name);

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly database: Database,
    private readonly outbox: OutboxRepository,
    private readonly inbox: Inbox,
    private readonly receiver: ReceiverLookup,
    private readonly metrics: DeliveryMetrics,
  ) {}

  /**
   * The messages that are still to be sent: those without a receipt, and those whose receipt says something that cannot be heard now.
   * Receipts for messages not in the batch do not count.
   */
  async settle(batch: readonly ClaimedMessage[], answer: AnsweredBatch): Promise<ClaimedMessage[]> {
    const receipts = new Map(answer.receipts.map((receipt) => [receipt.id, receipt]));
    const answered = batch.flatMap((message) => receiptOf(message, receipts) ?? []);
    const delivery = this.deliveryOf(answer);
    const refused = answered.filter(isRefusal);
    const settled = [...(await this.store(delivery, answered.filter(isTaken))), ...refused];
    for (const refusal of refused) await this.park(refusal, delivery.id);
    this.metrics.answered(settled);
    const isSettled = new Set(settled.map(({ id }) => id));
    return batch.filter(({ id }) => !isSettled.has(id));
  }

  /**
   * LNK-3: a message is delivered once the word in its receipt has been heard, in the same transaction: it stays in the outbox until then,
   * and sent again it brings that word as a message. So a word that cannot be heard with the others is not lost, and holds nobody up.
   */
  private async store(delivery: Delivery, taken: readonly Taken[]): Promise<readonly Taken[]> {
    const words = wordsIn(taken);
    if (words.length === 0) return this.storeWordless(delivery, taken);
    try {
      await this.database.transaction(async (tx) => {
        await this.inbox.hear(tx, words);
        await this.outbox.storeDelivered(delivery, taken, tx);
      });
      return taken;
    } catch (error) {
      this.log.warn(`${words.length} receipts could not be heard: ${(error as Error).message}`);
      return this.storeWordless(
        delivery,
        taken.filter(({ word }) => !word),
      );
    }
  }

  private async storeWordless(delivery: Delivery, taken: readonly Taken[]): Promise<readonly Taken[]> {
    await this.outbox.storeDelivered(delivery, taken);
    return taken;
  }

  /** The kernel hears of it in the same transaction, so that a parked message without a case cannot be. */
  private async park(refusal: Refusal, deliveryId: string): Promise<void> {
    this.log.warn(`Message ${refusal.id} was refused for good: ${refusal.code}`);
    await this.database.transaction(async (tx) => {
      const envelope = await this.outbox.park(tx, refusal, deliveryId);
      if (envelope) await this.receiver.get().parked?.(tx, envelope as Envelope, refusal.code);
    });
  }

  private deliveryOf(answer: AnsweredBatch): Delivery {
    return {
      id: uuidV7(),
      peer: this.options.peer.code,
      requestTarget: MESSAGES_PATH,
      requestHeaders: answer.requestHeaders,
      responseHeaders: answer.responseHeaders,
      responseBody: answer.body.toString(),
    };
  }
}

/** The message's receipt; none where it speaks of something else than the message does. */
function receiptOf(
  { id, kind, subject }: ClaimedMessage,
  receipts: ReadonlyMap<string, Receipt>,
): Receipt | undefined {
  const receipt = receipts.get(id);
  if (!receipt || isRefusal(receipt) || !receipt.word) return receipt;
  return receipt.word.kind === kind && receipt.word.subject === subject ? receipt : undefined;
}
