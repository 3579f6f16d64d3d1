import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags, OmitType } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { PageQuery, type Page } from '@platform/http/pagination';
import { give, IdempotencyKey } from '@platform/idempotency/idempotent-request';
import { AnswersFile } from '@platform/openapi/answers-file';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DOCUMENT_TYPES } from '../domain/document';
import { uploadIn } from '../document/document-intake';
import { UploadQuery } from '../document/document.dto';
import { download } from '../document/download';
import type { ApplicationDocumentView } from './application-document-view';
import { ChangeApplicationDocuments } from './change-application-documents.use-cases';
import { ReadApplicationDocuments } from './read-application-documents';

/** No validation goes with what is only applied for. */
class EvidenceQuery extends OmitType(UploadQuery, ['validationId']) {}

/** The evidence of an application: put in while it is a draft, filed with the account once there is one. */
@ApiTags('applications')
@Controller('v1/applications/:id/documents')
export class ApplicationDocumentsController {
  constructor(
    private readonly read: ReadApplicationDocuments,
    private readonly documents: ChangeApplicationDocuments,
  ) {}

  /**
   * The body is the document itself, of the type that `Content-Type` names.
   * @sends Location
   */
  @Post()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  @ApiConsumes(...Object.keys(DOCUMENT_TYPES))
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async attach(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { name, visibility = 'HOST_ONLY', criterion }: EvidenceQuery,
    @IdempotencyKey() key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationDocumentView> {
    const given = { upload: uploadIn(request, name), terms: { visibility, criterion }, key };
    return give(reply, await this.documents.attach(caller, id, given));
  }

  /** Documents given with the application as evidence. */
  @Get()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() page: PageQuery,
  ): Promise<Page<ApplicationDocumentView>> {
    return this.read.list(caller, id, page);
  }

  /** The bytes of one document, as it was given. */
  @Get(':documentId/content')
  @AnswersFile(...Object.keys(DOCUMENT_TYPES))
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async content(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return download(reply, await this.read.content(caller, id, documentId));
  }

  /** Takes a document out of the application. */
  @Delete(':documentId')
  @HttpCode(204)
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async remove(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
  ): Promise<void> {
    await this.documents.remove(caller, { applicationId: id, id: documentId });
  }
}
