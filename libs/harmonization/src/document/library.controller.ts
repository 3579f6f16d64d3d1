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
import { ApiBody, ApiConsumes, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { give, IdempotencyKey } from '@platform/idempotency/idempotent-request';
import { AnswersFile } from '@platform/openapi/answers-file';
import { IsString, Length } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DOCUMENT_TYPES } from '../domain/document';
import { uploadIn } from './document-intake';
import { download } from './download';
import { Library, type LibraryEntry } from './library.use-cases';

export class PublicationQuery {
  @ApiProperty({ example: 'minimum-security-criteria.pdf' })
  @IsString()
  @Length(1, 200)
  name: string;

  @ApiProperty({ description: 'Title in English' })
  @IsString()
  @Length(1, 200)
  titleEn: string;

  @ApiProperty({ description: 'Title in French' })
  @IsString()
  @Length(1, 200)
  titleFr: string;
}

/** The program's document library, for its members. */
@ApiTags('library')
@Controller('v1/library')
export class LibraryController {
  constructor(private readonly library: Library) {}

  /** The program's own documents that its members may read. */
  @Get()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async list(): Promise<{ items: LibraryEntry[] }> {
    return { items: await this.library.list(false) };
  }

  /** The bytes of one document of the library. */
  @Get(':id/content')
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  @AnswersFile(...Object.keys(DOCUMENT_TYPES))
  async content(
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return download(reply, await this.library.content(id, false));
  }
}

/** Headquarters publish to the library, and retire from it. */
@ApiTags('staff: library')
@Controller('v1/staff/library')
export class StaffLibraryController {
  constructor(private readonly library: Library) {}

  /** All documents of the library, also those taken out. */
  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async list(): Promise<{ items: LibraryEntry[] }> {
    return { items: await this.library.list(true) };
  }

  /**
   * The body is the document itself, of the type that `Content-Type` names.
   * @sends Location
   */
  @Post()
  @Roles('HQ')
  @ApiConsumes(...Object.keys(DOCUMENT_TYPES))
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async publish(
    @CurrentCaller() officer: Caller,
    @Query() { name, titleEn, titleFr }: PublicationQuery,
    @IdempotencyKey() key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LibraryEntry> {
    const title = { en: titleEn, fr: titleFr };
    return give(reply, await this.library.publish(officer, { upload: uploadIn(request, name), title, key }));
  }

  /** Takes a document out of the library. */
  @Delete(':id')
  @HttpCode(204)
  @Roles('HQ')
  async retire(@CurrentCaller() officer: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.library.retire(officer, id);
  }
}
