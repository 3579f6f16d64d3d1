import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { decodeCursor, pageOf, PageQuery, type Page } from '@platform/http/pagination';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { RefusedError } from '../refusal/refused.error';
import { CASE_KINDS, StaffCase } from './staff-case.entity';
import { WorkCases } from './work-cases.use-cases';

export class CasesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: CASE_KINDS })
  @IsOptional()
  @IsIn(CASE_KINDS)
  kind?: string;

  @ApiPropertyOptional({ enum: ['OPEN', 'RESOLVED'] })
  @IsOptional()
  @IsIn(['OPEN', 'RESOLVED'])
  state?: string;

  @ApiPropertyOptional({ description: 'Login of the officer who has claimed it' })
  @IsOptional()
  @IsString()
  assignee?: string;

  @ApiPropertyOptional({ description: 'Id of the application, account, link or message that it is about' })
  @IsOptional()
  @IsString()
  subjectId?: string;
}

export class CaseResolutionDto {
  @ApiProperty({ description: 'For HOST_ASSIGNMENT the code of the host program, or REFUSE' })
  @IsString()
  @Length(1, 40)
  choice: string;

  @ApiProperty()
  @IsString()
  @Length(1, 2000)
  reason: string;
}

type Position = [dueOn: string, id: string];
const isPosition = (value: unknown): value is Position => Array.isArray(value) && value.length === 2;

const QUEUE = `
  SELECT id, due_on AS "dueOn" FROM staff_case
  WHERE ($2::text IS NULL OR kind = $2) AND state = coalesce($3::text, 'OPEN') AND ($4::text IS NULL OR assignee = $4)
    AND ($5::text IS NULL OR subject_id = $5) AND ($6::date IS NULL OR (due_on, id) > ($6::date, $7::uuid))
  ORDER BY due_on, id LIMIT $1`;

/** The case queue of this program's officers, what is due first first. */
@ApiTags('staff: cases')
@Controller('v1/staff/cases')
export class CasesController {
  constructor(
    private readonly db: Database,
    private readonly work: WorkCases,
  ) {}

  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async queue(
    @Query() { limit, cursor, kind, state, assignee, subjectId }: CasesQuery,
  ): Promise<Page<StaffCase>> {
    const [dueOn, id] = cursor ? decodeCursor(cursor, isPosition) : [];
    const rows = await this.db.query<{ id: string; dueOn: string }>(QUEUE, [
      limit + 1,
      kind,
      state,
      assignee,
      subjectId,
      dueOn,
      id,
    ]);
    const page = pageOf(rows, limit, (row) => [row.dueOn, row.id]);
    const cases = await Promise.all(page.items.map((row) => this.found(row.id)));
    return { ...page, items: cases };
  }

  @Get(':id')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async one(@Param('id', ParseUUIDPipe) id: string): Promise<StaffCase> {
    return this.found(id);
  }

  @Post(':id/claim')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async claim(@CurrentCaller() officer: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<StaffCase> {
    return this.work.claim(officer, id);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async release(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<StaffCase> {
    return this.work.release(officer, id);
  }

  /** Resolves the case; where both programs must agree, this is this program's vote. */
  @Post(':id/resolve')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async resolve(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { choice, reason }: CaseResolutionDto,
  ): Promise<StaffCase> {
    await this.work.resolve(officer, id, choice, reason);
    return this.found(id);
  }

  private async found(id: string): Promise<StaffCase> {
    const row = await this.db.source.manager.findOneBy(StaffCase, { id });
    if (!row) throw new RefusedError({ code: 'NOT_FOUND' });
    return row;
  }
}
