import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { PageQuery, type Page } from '@platform/http/pagination';
import { IsOptional, IsString, Length, Matches } from 'class-validator';
import { ReadAccounts } from './account-reading';
import type { AccountView } from './account-view';
import { SearchAccounts, type FoundAccount } from './search-accounts';
import { ChangeStatus } from './change-status.use-case';

const CODE = /^[A-Z][A-Z0-9_]{1,39}$/;

export class StatusChangeDto {
  @ApiProperty({ example: 'SUSPENDED', description: 'A status of this program, or PRIOR: the one before' })
  @Matches(CODE)
  to: string;

  @ApiPropertyOptional({ description: 'Required of adverse moves; the carrier reads it.' })
  @IsOptional()
  @Matches(CODE)
  reasonCode?: string;
}

export class AccountsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'An account number, an identifier, or part of the legal name' })
  @IsOptional()
  @IsString()
  @Length(2, 100)
  q?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Matches(CODE)
  status?: string;
}

/** Accounts as this program's staff see them. */
@ApiTags('staff: accounts')
@Controller('v1/staff/accounts')
export class StaffAccountsController {
  constructor(
    private readonly read: ReadAccounts,
    private readonly search: SearchAccounts,
    private readonly changeStatus: ChangeStatus,
  ) {}

  /** Accounts by number, name or identifier, filtered by status, in pages. */
  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async list(@Query() { q, status, limit, cursor }: AccountsQuery): Promise<Page<FoundAccount>> {
    return this.search.execute(q, status, limit, cursor);
  }

  /** Any account of this program, as its staff see it. */
  @Get(':accountNumber')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async one(@Param('accountNumber') accountNumber: string): Promise<AccountView> {
    return this.read.any(accountNumber);
  }

  /** Changes the status, as the life cycle of the program allows it, with a reason code; a refusal names what is allowed. */
  @Post(':accountNumber/status')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async status(
    @CurrentCaller() officer: Caller,
    @Param('accountNumber') accountNumber: string,
    @Body() { to, reasonCode }: StatusChangeDto,
  ): Promise<AccountView> {
    await this.changeStatus.execute(officer, accountNumber, to, reasonCode);
    return this.read.any(accountNumber);
  }
}
