import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import { Database } from '@platform/database';
import { v7 as uuidV7 } from 'uuid';
import { ReceiverLookup } from '../inbox/receiver-lookup';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';
import { OutboxRepository, type ClaimedMessage, type Delivery } from '../outbox/outbox.repository';
import { DeliveryMetrics } from './delivery-metrics';
import { MESSAGES_PATH, type AnsweredBatch } from './batch-post';

type Refusal = Extract<Receipt, { result: 'refused' }>;
const isRefusal = (receipt: Receipt): receipt is Refusal => receipt.result === 'refused';

/** Writes down what the peer answered: the signed answer, and each message's own receipt. */
@Injectable()
export class Settlement {
  private readonly log = new Logger(Settlement.name);

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly database: Database,
    private readonly outbox: OutboxRepository,
    private readonly receiver: ReceiverLookup,
    private readonly metrics: DeliveryMetrics,
  ) {}

  /** The messages that are still to be sent: those without a receipt. Receipts for messages not in the batch do not count. */
  async settle(batch: readonly ClaimedMessage[], answer: AnsweredBatch): Promise<ClaimedMessage[]> {
    const receipts = new Map(answer.receipts.map((receipt) => [receipt.id, receipt]));
    const answered = batch.flatMap((message) => receipts.get(message.id) ?? []);
    const delivery = this.deliveryOf(answer);
    const delivered = answered.filter((receipt) => !isRefusal(receipt));
    await this.outbox.storeDelivered(delivery, delivered);
    for (const refusal of answered.filter(isRefusal)) await this.park(refusal, delivery.id);
    this.metrics.answered(answered);
    return batch.filter((message) => !receipts.has(message.id));
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
