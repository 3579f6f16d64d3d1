import { Inject, Injectable } from '@nestjs/common';
import { parseBatchAnswer, type Receipt } from '@peer-contract/receipt';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';
import type { ClaimedMessage } from '../outbox/outbox.repository';
import { DeliveryMetrics } from './delivery-metrics';
import { PeerClient, type PeerAnswer } from '../peer/peer-client';

export const MESSAGES_PATH = '/peer/v1/messages';

export interface AnsweredBatch extends PeerAnswer {
  readonly receipts: readonly Receipt[];
}

/** Posts messages to the peer as one signed batch. The envelopes go out as the very text that was stored. */
@Injectable()
export class BatchPost {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly peer: PeerClient,
    private readonly metrics: DeliveryMetrics,
  ) {}

  async send(messages: readonly Pick<ClaimedMessage, 'json'>[]): Promise<AnsweredBatch> {
    const { self, peer } = this.options;
    const head = `{"version":"1","from":${JSON.stringify(self)},"to":${JSON.stringify(peer.code)}`;
    const body = `${head},"messages":[${messages.map((message) => message.json).join(',')}]}`;
    const answer = await this.metrics.timed(() => this.peer.call('POST', MESSAGES_PATH, Buffer.from(body)));
    return { ...answer, receipts: parseBatchAnswer(answer.body.toString()) };
  }

  /** An empty batch takes the whole way: network, keys, and the receiver's database. Rejects when any of it is down. */
  async probe(): Promise<void> {
    await this.send([]);
  }
}
