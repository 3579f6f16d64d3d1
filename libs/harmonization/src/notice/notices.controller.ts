import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { decodeCursor, pageOf, PageQuery, type Page } from '@platform/http/pagination';
import { In } from 'typeorm';
import { Accounts } from '../account/accounts';
import { hidesCompany } from '../linking/hidden-company';
import { Notice, type NoticeView } from './notice.entity';

const isId = (value: unknown): value is string => typeof value === 'string';

/** What the caller has been told, newest first; nothing of the other company while a link is disputed (DISP-2). */
@ApiTags('me')
@Controller('v1/notices')
export class NoticesController {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
  ) {}

  /** Notices to the caller's accounts. */
  @Get()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async list(
    @CurrentCaller() caller: Caller,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<NoticeView>> {
    const tx = this.db.source.manager;
    const accountNumbers = await this.accounts.accessible(tx, caller);
    const ids: { id: string }[] = await tx.query(
      `SELECT id FROM notice n WHERE (account_number = ANY ($1::text[]) OR login = $2) AND ($3::uuid IS NULL OR id < $3::uuid)
         AND NOT (kind LIKE 'PARTNER%' AND ${hidesCompany('n.account_number')})
       ORDER BY id DESC LIMIT $4`,
      [accountNumbers, caller.subject, cursor ? decodeCursor(cursor, isId) : null, limit + 1],
    );
    const rows = await tx.find(Notice, { where: { id: In(ids.map(({ id }) => id)) }, order: { id: 'DESC' } });
    return pageOf(rows, limit, ({ id }) => id);
  }
}
