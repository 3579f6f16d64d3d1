import { Controller, Get, Query } from '@nestjs/common';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { Database } from '@platform/database';
import { decodeCursor, pageOf, PageQuery, type Page } from '@platform/http/pagination';
import { IsOptional, IsString } from 'class-validator';
import { LessThan } from 'typeorm';
import { AuditEntry } from './audit-entry.entity';

export class AuditQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'application, account, link, case, validation, consent or message' })
  @IsOptional()
  @IsString()
  subjectKind?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  subjectId?: string;
}

const isId = (value: unknown): value is string => typeof value === 'string';

/** The append-only record of every change, newest first. */
@ApiTags('staff: audit')
@Controller('v1/staff/audit')
export class AuditController {
  constructor(private readonly db: Database) {}

  /** The audit: who did what to which subject, when and why, newest first. */
  @Get()
  @Roles('HQ', 'AUDITOR')
  async list(@Query() { limit, cursor, subjectKind, subjectId }: AuditQuery): Promise<Page<AuditEntry>> {
    const before = cursor ? { id: LessThan(decodeCursor(cursor, isId)) } : {};
    const where = { subjectKind, subjectId, ...before };
    const given = Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined));
    const rows = await this.db.source.manager.find(AuditEntry, {
      where: given,
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return pageOf(rows, limit, ({ id }) => id);
  }
}
