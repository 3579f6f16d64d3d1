import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ReadBatch } from '@peer-contract/batch';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import { Database, sqlState, type Tx } from '@platform/database';
import { isUnavailable } from '@platform/database/unavailable';
import { DeliveryMetrics } from '../delivery/delivery-metrics';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';
import { Outbox } from '../outbox/outbox';
import { InboxRepository } from './inbox.repository';
import { MessageRefused } from './message-receiver';
import { ReceiverLookup } from './receiver-lookup';

/** When a batch goes message by message, no new one is begun after this: the sender waits no longer than ten seconds. */
const ONE_BY_ONE_MS = 6_000;

/** Deadlock, serialization, statement and lock time-outs: a batch that met one may pass in smaller steps. */
const TOO_MUCH_AT_ONCE = new Set(['40001', '40P01', '57014', '55P03', '25P03', '25P04']);

/** The database is away: single attempts would only wait for it as many times. */
const isOutage = (error: unknown): boolean =>
  isUnavailable(error) && !TOO_MUCH_AT_ONCE.has(sqlState(error) ?? '');

/** Takes in what a peer says: each message once, whole batches in one transaction, and one bad message never the others' harm. */
@Injectable()
export class Inbox {
  private readonly log = new Logger(Inbox.name);

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly database: Database,
    private readonly inbox: InboxRepository,
    private readonly outbox: Outbox,
    private readonly receiver: ReceiverLookup,
    private readonly metrics: DeliveryMetrics,
  ) {}

  /** A receipt for each message that was answered; the sender sends the others again. */
  async receive({ from, messages, unreadable }: ReadBatch): Promise<Receipt[]> {
    const refused = unreadable.map(({ id, code }): Receipt => ({ id, result: 'refused', code }));
    const answered = messages.length === 0 ? await this.assertReady() : await this.takeIn(from, messages);
    const receipts = [...answered, ...refused];
    this.metrics.taken(receipts);
    return receipts;
  }

  /**
   * Takes in the words that came with receipts, in the transaction that settles what they answer. Throws, so that nothing of it stands,
   * where one cannot be taken: what they answered is then sent again, and they come as messages of their own.
   */
  async hear(tx: Tx, words: readonly Envelope[]): Promise<void> {
    const receipts = await this.takeFresh(tx, this.options.peer.code, words);
    const refused = receipts.find(({ result }) => result === 'refused');
    if (refused?.result === 'refused') throw new MessageRefused(refused.code);
    await this.outbox.append(tx, wordsIn(receipts));
    this.metrics.taken(receipts);
  }

  private async takeIn(sender: string, messages: readonly Envelope[]): Promise<Receipt[]> {
    try {
      return await this.together(sender, messages);
    } catch (error) {
      if (isOutage(error)) throw error;
      this.log.warn(`A batch of ${messages.length} goes message by message: ${(error as Error).message}`);
      return this.oneByOne(sender, messages);
    }
  }

  private async together(sender: string, messages: readonly Envelope[]): Promise<Receipt[]> {
    return this.database.transaction(async (tx) => {
      const receipts = await this.takeFresh(tx, sender, messages);
      if (receipts.length === messages.length) return receipts;
      const taken = new Set(receipts.map(({ id }) => id));
      const seen = messages.filter(({ id }) => !taken.has(id));
      return [...receipts, ...(await this.answerAgain(tx, sender, seen))];
    });
  }

  /** A receipt for each of the messages that were not seen before. */
  private async takeFresh(tx: Tx, sender: string, messages: readonly Envelope[]): Promise<Receipt[]> {
    const fresh = await this.inbox.admit(tx, sender, messages);
    const receipts = fresh.length > 0 ? await this.receiver.get().receive(tx, fresh) : [];
    assertOneEach(fresh, receipts);
    await this.inbox.store(tx, sender, receipts);
    return receipts;
  }

  private async answerAgain(tx: Tx, sender: string, seen: readonly Envelope[]): Promise<Receipt[]> {
    const receipts = await this.inbox.keptReceipts(tx, sender, seen);
    const applied = new Set(receipts.filter(({ result }) => result === 'applied').map(({ id }) => id));
    if (applied.size > 0)
      await this.receiver.get().heardAgain?.(
        tx,
        seen.filter(({ id }) => applied.has(id)),
      );
    return receipts;
  }

  private async oneByOne(sender: string, messages: readonly Envelope[]): Promise<Receipt[]> {
    const until = Date.now() + ONE_BY_ONE_MS;
    const receipts: Receipt[] = [];
    for (const message of messages) {
      if (Date.now() > until) break;
      receipts.push(...(await this.alone(sender, message)));
    }
    return receipts;
  }

  /** No receipt on a passing error: it is not known whether the message would be refused. */
  private async alone(sender: string, message: Envelope): Promise<Receipt[]> {
    try {
      return await this.together(sender, [message]);
    } catch (error) {
      if (error instanceof MessageRefused) return [await this.refuse(sender, message, error.code)];
      this.log.error(
        `Message ${message.id} (${message.kind}) could not be applied: ${(error as Error).stack}`,
      );
      return [];
    }
  }

  /** What the receiver had written is rolled back; the refusal stays. */
  private async refuse(sender: string, message: Envelope, code: string): Promise<Receipt> {
    const receipt: Receipt = { id: message.id, result: 'refused', code };
    await this.database.transaction(async (tx) => {
      await this.inbox.admit(tx, sender, [message]);
      await this.inbox.store(tx, sender, [receipt]);
    });
    return receipt;
  }

  private async assertReady(): Promise<Receipt[]> {
    await this.database.transaction((tx) => this.inbox.assertReady(tx));
    return [];
  }
}

/** The words that receipts carry. */
export const wordsIn = (receipts: readonly Receipt[]): Envelope[] =>
  receipts.flatMap((receipt) => (receipt.result !== 'refused' && receipt.word ? [receipt.word] : []));

/** A message without a receipt would count as applied without having been. */
function assertOneEach(messages: readonly Envelope[], receipts: readonly Receipt[]): void {
  const answered = new Set(receipts.map((receipt) => receipt.id));
  if (
    answered.size !== messages.length ||
    receipts.length !== messages.length ||
    !messages.every(({ id }) => answered.has(id))
  ) {
    throw new Error('The receiver must answer each message exactly once');
  }
}
