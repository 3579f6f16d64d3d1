import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { give, IdempotencyKey } from '@platform/idempotency/idempotent-request';
import { IsObject, IsOptional, IsUUID, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import type { Sibling } from '../domain/trade-account';
import { found } from '../refusal/found';
import { OpenAccount, type OpenedAccount } from './open-account.use-case';
import { TradeAccounts } from './trade-accounts';

export class OpenAccountDto {
  @ApiProperty({ example: 'IMPORTER' })
  @Matches(/^[A-Z][A-Z0-9_]{1,39}$/)
  lineOfBusiness: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Company, addresses, contacts, identifiers',
  })
  @IsObject()
  shared: Record<string, unknown>;

  @ApiPropertyOptional({
    description: 'The company that it belongs to; otherwise found by the company’s identifier',
  })
  @IsOptional()
  @IsUUID()
  tradeAccountId?: string;
}

/** Accounts of all lines of business, and the companies that they belong to. */
@ApiTags('staff: accounts')
@Controller('v1/staff/accounts')
export class StaffTradeAccountsController {
  constructor(
    private readonly db: Database,
    private readonly openAccount: OpenAccount,
    private readonly companies: TradeAccounts,
  ) {}

  /**
   * Opens a further account of a company, of another business type.
   * @sends Location
   */
  @Post()
  @Roles('OFFICER', 'HQ')
  async open(
    @CurrentCaller() officer: Caller,
    @Body() body: OpenAccountDto,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedAccount> {
    return give(reply, await this.openAccount.execute(officer, body, key));
  }

  /** The trade account: all accounts of the company in this program. */
  @Get(':accountNumber/trade-account')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async company(
    @Param('accountNumber') accountNumber: string,
  ): Promise<{ tradeAccountId: string; accounts: (Sibling & { status: string })[] }> {
    const tx = this.db.source.manager;
    const { tradeAccountId } = found(await this.companies.of(tx, accountNumber));
    return { tradeAccountId, accounts: await this.companies.members(tx, tradeAccountId) };
  }
}
