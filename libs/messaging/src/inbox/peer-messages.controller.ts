import { Controller, HttpCode, Inject, Post, Req, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { MalformedBatch, readBatch, type ReadBatch } from '@peer-contract/batch';
import { Public } from '@platform/auth/access';
import { ProblemError } from '@platform/problem/problem-error';
import type { BatchAnswer } from '@peer-contract/receipt';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';
import { PEER_MEDIA_TYPE } from '../peer/media-type';
import { PeerSignatureGuard, type PeerRequest } from '../peer/peer-signature.guard';
import { SignedAnswerInterceptor } from '../peer/signed-answer.interceptor';
import { Inbox } from './inbox';

/** Where the peer's batches arrive. The answer is a signed list of receipts; a message without one is to be sent again. */
@Public()
@Controller('peer/v1/messages')
@UseGuards(PeerSignatureGuard)
@UseInterceptors(SignedAnswerInterceptor)
@ApiProduces(PEER_MEDIA_TYPE)
export class PeerMessagesController {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly inbox: Inbox,
  ) {}

  /** Takes a signed batch of messages in; each has its receipt. */
  @Post()
  @HttpCode(200)
  async take(@Req() request: PeerRequest): Promise<BatchAnswer> {
    const batch = this.read(new TextDecoder().decode(request.signed.body));
    return { version: '1', receipts: await this.inbox.receive(batch) };
  }

  private read(json: string): ReadBatch {
    try {
      return this.checkParties(readBatch(json));
    } catch (error) {
      if (error instanceof MalformedBatch) throw malformed(error);
      throw error;
    }
  }

  private checkParties(batch: ReadBatch): ReadBatch {
    const { self, peer } = this.options;
    if (batch.from === peer.code && batch.to === self) return batch;
    throw new MalformedBatch(`This service takes batches from ${peer.code} to ${self}`);
  }
}

const malformed = (error: MalformedBatch): ProblemError =>
  new ProblemError({
    code: 'BATCH_MALFORMED',
    status: 400,
    title: { en: 'The batch cannot be read', fr: 'Le lot n’est pas lisible' },
    detail: error.message,
  });
