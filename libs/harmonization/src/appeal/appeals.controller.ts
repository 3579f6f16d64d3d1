import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { Idempotency } from '@platform/idempotency/idempotency';
import { give, IdempotentCall, type IdempotentRequest } from '@platform/idempotency/idempotent-request';
import type { FastifyReply } from 'fastify';
import { Accounts } from '../account/accounts';
import { StatementDto } from '../adverse-action/adverse-action.dto';
import { Appeal } from './appeal.entity';
import { Appeals } from './appeals';

/** A carrier appeals against the present status of its own account; staff of the program read its appeals. */
@ApiTags('appeals')
@Controller('v1')
export class AppealsController {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly appeals: Appeals,
    private readonly idempotency: Idempotency,
  ) {}

  /** Appeals that the carrier has filed, with their clocks and outcomes. */
  @Get('accounts/:accountNumber/appeals')
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async own(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
  ): Promise<{ items: Appeal[] }> {
    await this.accounts.requireOwn(this.db.source.manager, caller, accountNumber);
    return { items: await this.appeals.ofAccount(this.db.source.manager, accountNumber) };
  }

  /**
   * Appeals against the present status of the account. A refusal of a late appeal names the deadline.
   * @sends Location
   */
  @Post('accounts/:accountNumber/appeals')
  @Roles('CARRIER_OFFICER')
  async file(
    @CurrentCaller() caller: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Param('accountNumber') accountNumber: string,
    @Body() body: StatementDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Appeal> {
    return give(
      reply,
      await this.idempotency.run(request, async (tx) => ({
        status: 201,
        body: await this.appeals.file(tx, caller, accountNumber, body.text),
        location: `/v1/accounts/${accountNumber}/appeals`,
      })),
    );
  }

  /** Appeals of any account. */
  @Get('staff/accounts/:accountNumber/appeals')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async any(@Param('accountNumber') accountNumber: string): Promise<{ items: Appeal[] }> {
    return { items: await this.appeals.ofAccount(this.db.source.manager, accountNumber) };
  }
}
