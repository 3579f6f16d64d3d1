import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  Req,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { entityTag, ExpectedVersion } from '@platform/http/entity-tag';
import { PageQuery, type Page } from '@platform/http/pagination';
import { give, IdempotencyKey } from '@platform/idempotency/idempotent-request';
import { AnswersFile } from '@platform/openapi/answers-file';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DOCUMENT_TYPES } from '../domain/document';
import { ChangeDocuments } from './change-documents.use-cases';
import { DocumentPatchDto, UploadQuery } from './document.dto';
import { uploadIn } from './document-intake';
import type { DocumentView } from './document-view';
import { download } from './download';
import { ReadDocuments } from './read-documents';

/** The documents of a carrier's account: evidence for its security profile and its validations. */
@ApiTags('documents')
@Controller('v1/accounts/:accountNumber/documents')
export class DocumentsController {
  constructor(
    private readonly read: ReadDocuments,
    private readonly documents: ChangeDocuments,
  ) {}

  /**
   * The body is the document itself, of the type that `Content-Type` names.
   * @sends Location
   */
  @Post()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  @ApiConsumes(...Object.keys(DOCUMENT_TYPES))
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async upload(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Query() { name, visibility = 'HOST_ONLY', criterion, validationId }: UploadQuery,
    @IdempotencyKey() key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentView> {
    const given = { upload: uploadIn(request, name), terms: { visibility, criterion, validationId }, key };
    return give(reply, await this.documents.upload(caller, accountNumber, given));
  }

  /** Documents of the account. */
  @Get()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Query() page: PageQuery,
  ): Promise<Page<DocumentView>> {
    return this.read.list(caller, accountNumber, page);
  }

  /**
   * One document: type, size, SHA-256, and whether it is shared.
   * @sends ETag
   */
  @Get(':id')
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentView> {
    const view = await this.read.one(caller, accountNumber, id);
    reply.header('etag', entityTag(view.version));
    return view;
  }

  /** The bytes of one document. */
  @Get(':id/content')
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  @AnswersFile(...Object.keys(DOCUMENT_TYPES))
  async content(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return download(reply, await this.read.content(caller, accountNumber, id));
  }

  /**
   * Changes whether a document is shared, and what it is evidence of; needs `If-Match`.
   * @sends ETag
   */
  @Patch(':id')
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async change(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Param('id', ParseUUIDPipe) id: string,
    @ExpectedVersion() version: number,
    @Body() patch: DocumentPatchDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentView> {
    const view = await this.documents.change(caller, { accountNumber, id }, version, patch);
    reply.header('etag', entityTag(view.version));
    return view;
  }

  /** Takes the document out; it is shared no more, and staff still see that it was here. */
  @Delete(':id')
  @HttpCode(204)
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async remove(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.documents.remove(caller, { accountNumber, id });
  }
}
