import { Controller, HttpCode, Post, Req, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { PEER_MEDIA_TYPE } from '@messaging/peer/media-type';
import { PeerSignatureGuard, type PeerRequest } from '@messaging/peer/peer-signature.guard';
import { SignedAnswerInterceptor } from '@messaging/peer/signed-answer.interceptor';
import { Public } from '@platform/auth/access';
import { RefusedError } from '../refusal/refused.error';
import { AnswerDigests } from './answer-digests.use-case';
import { isDigestStep, type DigestAnswer, type DigestStep } from './digest-steps';

/** Where the other program compares its copies with ours, step by step; signed both ways. */
@Public()
@Controller('peer/v1/digests')
@UseGuards(PeerSignatureGuard)
@UseInterceptors(SignedAnswerInterceptor)
@ApiProduces(PEER_MEDIA_TYPE)
export class DigestsController {
  constructor(private readonly digests: AnswerDigests) {}

  /** A step of a reconciliation: digests of what both sides hold. */
  @Post()
  @HttpCode(200)
  async answer(@Req() request: PeerRequest): Promise<DigestAnswer> {
    return this.digests.answer(stepIn(request.signed.body));
  }
}

function stepIn(body: Uint8Array): DigestStep {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new RefusedError({ code: 'DATA_INVALID' });
  }
  if (!isDigestStep(value)) throw new RefusedError({ code: 'DATA_INVALID' });
  return value;
}
