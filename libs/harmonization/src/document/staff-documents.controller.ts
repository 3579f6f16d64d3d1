import {
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { PageQuery, type Page } from '@platform/http/pagination';
import { AnswersFile } from '@platform/openapi/answers-file';
import type { FastifyReply } from 'fastify';
import { DOCUMENT_TYPES } from '../domain/document';
import type { DocumentView } from './document-view';
import { download } from './download';
import { ReadDocuments } from './read-documents';
import { RetryDocument } from './retry-document.use-case';

/** The documents of an account as this program's staff see them, removed ones too. */
@ApiTags('staff: documents')
@Controller('v1/staff/accounts/:accountNumber/documents')
export class StaffDocumentsController {
  constructor(
    private readonly read: ReadDocuments,
    private readonly retry: RetryDocument,
  ) {}

  /** Documents of any account. */
  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async list(
    @Param('accountNumber') accountNumber: string,
    @Query() page: PageQuery,
  ): Promise<Page<DocumentView>> {
    return this.read.list(undefined, accountNumber, page);
  }

  /** One document of any account, also one that was taken out. */
  @Get(':id')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async one(
    @Param('accountNumber') accountNumber: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<DocumentView> {
    return this.read.one(undefined, accountNumber, id);
  }

  /** The bytes of one document of any account. */
  @Get(':id/content')
  @AnswersFile(...Object.keys(DOCUMENT_TYPES))
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async content(
    @Param('accountNumber') accountNumber: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return download(reply, await this.read.content(undefined, accountNumber, id));
  }

  /** Asks the host once more for the bytes of a parked document. */
  @Post(':id/fetch')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async fetch(
    @CurrentCaller() officer: Caller,
    @Param('accountNumber') accountNumber: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<DocumentView> {
    await this.retry.execute(officer, accountNumber, id);
    return this.read.one(undefined, accountNumber, id);
  }
}
