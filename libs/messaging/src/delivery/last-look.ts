import { Injectable } from '@nestjs/common';
import { HELD } from '../inbox/message-receiver';
import { ReceiverLookup } from '../inbox/receiver-lookup';
import { OutboxRepository, type ClaimedMessage } from '../outbox/outbox.repository';

/** What may not leave is asked about again this often. */
const HOLD_MS = 60_000;

/** What was true when a message was made need not be when it leaves: the application looks at each batch once more. */
@Injectable()
export class LastLook {
  constructor(
    private readonly receiver: ReceiverLookup,
    private readonly outbox: OutboxRepository,
  ) {}

  /** The messages that leave, each as the text that may. */
  async at(batch: readonly ClaimedMessage[]): Promise<ClaimedMessage[]> {
    const changed = await this.receiver.get().leaving?.(batch);
    if (!changed || changed.size === 0) return [...batch];
    const held = batch.filter(({ id }) => changed.get(id) === HELD);
    if (held.length > 0) await this.outbox.hold(held, Date.now() + HOLD_MS);
    return batch
      .filter((message) => !held.includes(message))
      .map((message) => ({ ...message, json: changed.get(message.id) ?? message.json }));
  }
}
