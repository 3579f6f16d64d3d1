import { Controller, Get, Query } from '@nestjs/common';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { Clock, dateIn } from '@platform/clock';
import { Database } from '@platform/database';
import { decodeCursor, pageOf, PageQuery, type Page } from '@platform/http/pagination';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { DUTIES, isOverdue, type Duty, type OwedBy } from '../domain/due-dates';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';

export class DueQuery extends PageQuery {
  @ApiPropertyOptional({ enum: DUTIES })
  @IsOptional()
  @IsIn(DUTIES)
  duty?: Duty;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Only what is overdue, or only what is not' })
  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';

  @ApiPropertyOptional({ enum: ['CARRIER', 'PROGRAM'] })
  @IsOptional()
  @IsIn(['CARRIER', 'PROGRAM'])
  owedBy?: OwedBy;

  @ApiPropertyOptional()
  @IsOptional()
  @Matches(/^[A-Z0-9]{1,15}$/)
  accountNumber?: string;
}

export interface DueItem {
  accountNumber: string;
  duty: Duty;
  dueOn: string;
  owedBy: OwedBy;
  subject: string;
  overdue: boolean;
}

type Position = [dueOn: string, accountNumber: string, duty: string, subject: string];
const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) &&
  value.length === 4 &&
  value.every((part) => typeof part === 'string') &&
  /^\d{4}-\d{2}-\d{2}$/.test(String(value[0]));

const LIST = `
  SELECT account_number AS "accountNumber", duty, due_on AS "dueOn", owed_by AS "owedBy", subject FROM duty
  WHERE ($2::text IS NULL OR duty = $2) AND ($3::text IS NULL OR owed_by = $3) AND ($4::text IS NULL OR account_number = $4)
    AND ($5::boolean IS NULL OR (due_on < $6::date) = $5)
    AND ($7::date IS NULL OR (due_on, account_number, duty, subject) > ($7::date, $8, $9, $10))
  ORDER BY due_on, account_number, duty, subject LIMIT $1`;

/** What is due, the earliest first: the carriers' duties and the program's own. */
@ApiTags('staff: due dates')
@Controller('v1/staff/due')
export class DueController {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** What is due at this program, earliest first, by duty, account, and who owes it; `overdue` for what is late. */
  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async list(@Query() query: DueQuery): Promise<Page<DueItem>> {
    const { limit, cursor, duty, overdue, owedBy, accountNumber } = query;
    const today = dateIn(this.profile.timeZone, this.clock.now());
    const after = cursor ? decodeCursor(cursor, isPosition) : [null, null, null, null];
    const isLate = overdue === undefined ? null : overdue === 'true';
    const rows = await this.db.query<Omit<DueItem, 'overdue'>>(LIST, [
      ...[limit + 1, duty ?? null, owedBy ?? null, accountNumber ?? null],
      ...[isLate, today, ...after],
    ]);
    const items = rows.map((row) => ({ ...row, overdue: isOverdue(row.dueOn, today) }));
    return pageOf(items, limit, (row) => [row.dueOn, row.accountNumber, row.duty, row.subject]);
  }
}
