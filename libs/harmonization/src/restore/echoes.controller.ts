import { Controller, HttpCode, Post, Req, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { PEER_MEDIA_TYPE } from '@messaging/peer/media-type';
import { PeerSignatureGuard, type PeerRequest } from '@messaging/peer/peer-signature.guard';
import { SignedAnswerInterceptor } from '@messaging/peer/signed-answer.interceptor';
import { Public } from '@platform/auth/access';
import { RefusedError } from '../refusal/refused.error';
import { Echoes, isEchoQuestion, type EchoAnswer, type EchoQuestion } from './echoes';

/** Where the other program, put back from a backup, asks what was last heard of it; signed both ways. */
@ApiTags('peer')
@Public()
@Controller('peer/v1/echoes')
@UseGuards(PeerSignatureGuard)
@UseInterceptors(SignedAnswerInterceptor)
@ApiProduces(PEER_MEDIA_TYPE)
export class EchoesController {
  constructor(private readonly echoes: Echoes) {}

  /** After a restore of the other side: what this side had heard it say, of what may cross now. */
  @Post()
  @HttpCode(200)
  async answer(@Req() request: PeerRequest): Promise<EchoAnswer> {
    return this.echoes.answer(questionIn(request.signed.body));
  }
}

function questionIn(body: Uint8Array): EchoQuestion {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new RefusedError({ code: 'DATA_INVALID' });
  }
  if (!isEchoQuestion(value)) throw new RefusedError({ code: 'DATA_INVALID' });
  return value as EchoQuestion;
}
