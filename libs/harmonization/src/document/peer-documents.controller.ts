import { Controller, Get, HttpCode, Param, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PeerSignatureGuard } from '@messaging/peer/peer-signature.guard';
import { SignedAnswerInterceptor } from '@messaging/peer/signed-answer.interceptor';
import { Public } from '@platform/auth/access';
import { AnswersFile } from '@platform/openapi/answers-file';
import { HandDocumentOver } from './hand-document-over.use-case';

/** Bytes of shared documents, for the other service alone. */
@ApiTags('peer')
@Controller('peer/v1/documents')
export class PeerDocumentsController {
  constructor(private readonly documents: HandDocumentOver) {}

  /** The bytes of a shared document, for the other program; its consent is looked at again. */
  @Get(':sha256')
  @AnswersFile('application/octet-stream')
  @HttpCode(200)
  @Public()
  @UseGuards(PeerSignatureGuard)
  @UseInterceptors(SignedAnswerInterceptor)
  async bytes(@Param('sha256') sha256: string): Promise<Buffer> {
    return this.documents.execute(sha256);
  }
}
