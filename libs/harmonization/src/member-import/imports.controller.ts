import type { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { PageQuery, type Page } from '@platform/http/pagination';
import { give, IdempotencyKey } from '@platform/idempotency/idempotent-request';
import { mediaTypeUnsupported } from '@platform/problem/request-problems';
import { ProblemError } from '@platform/problem/problem-error';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { found } from '../refusal/found';
import { Imports, type ImportView, type ReceivedImport } from './imports';
import { ReadImports, type IncompleteMember, type ReportedRow } from './read-imports';
import { ReceiveImport } from './receive-import.use-case';
import { ENCODINGS, encodingNamed, type Encoding } from './text-encoding';

export class ImportQuery {
  @ApiPropertyOptional({ description: 'Reads and reports everything, and changes nothing' })
  @IsOptional()
  @Transform(
    ({ value }: { value: unknown }): unknown => ({ true: true, false: false })[String(value)] ?? value,
  )
  @IsBoolean()
  dryRun?: boolean;

  @ApiPropertyOptional({ description: 'Name of the file, for people' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  fileName?: string;
}

const encodingUnknown = (): ProblemError =>
  new ProblemError({
    code: 'ENCODING_UNKNOWN',
    status: 415,
    title: { en: 'This encoding is not known', fr: 'Cet encodage n’est pas connu' },
    facts: { accepted: ENCODINGS },
  });

/** The encoding that `text/csv; charset=…` names; none where it names none. */
function encodingOf({ headers }: FastifyRequest): Encoding | undefined {
  const [, name] = /charset\s*=\s*"?([^";]+)"?/i.exec(headers['content-type'] ?? '') ?? [];
  if (name === undefined) return undefined;
  const encoding = encodingNamed(name);
  if (!encoding) throw encodingUnknown();
  return encoding;
}

/** Bringing in the members that a program had before: headquarters sends a file, everyone on staff sees what came of it. */
@ApiTags('staff: imports')
@Controller('v1/staff/imports')
export class ImportsController {
  constructor(
    private readonly receive: ReceiveImport,
    private readonly imports: Imports,
    private readonly read: ReadImports,
  ) {}

  /**
   * Takes a CSV file as it comes, of any size up to 512 MiB, and reads it afterwards; 202 with where to look.
   * @sends Location
   */
  @Post()
  @HttpCode(202)
  @Roles('HQ')
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async start(
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
    @Query() { dryRun = false, fileName }: ImportQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReceivedImport> {
    const body = request.body as Readable | undefined;
    if (typeof body?.pipe !== 'function') throw mediaTypeUnsupported();
    const upload = { key, dryRun, fileName: fileName ?? null, encoding: encodingOf(request), body };
    return give(reply, await this.receive.execute(caller, upload));
  }

  /** Imports of members. */
  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async list(@Query() { limit, cursor }: PageQuery): Promise<Page<ImportView>> {
    return this.read.list(limit, cursor);
  }

  /** Members whose old records lack what an application would ask for, with what each lacks. */
  @Get('incomplete')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async incomplete(@Query() { limit, cursor }: PageQuery): Promise<Page<IncompleteMember>> {
    return this.read.incomplete(limit, cursor);
  }

  /** One import: its progress, and how many rows were taken or refused. */
  @Get(':id')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async one(@Param('id', ParseUUIDPipe) id: string): Promise<ImportView> {
    return found(await this.imports.find(id));
  }

  /** Every row that was refused or taken only in part, by its line, with all reasons. */
  @Get(':id/findings')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async findings(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<ReportedRow>> {
    found(await this.imports.find(id));
    return this.read.findings(id, limit, cursor);
  }
}
