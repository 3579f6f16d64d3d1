import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { Idempotency } from '@platform/idempotency/idempotency';
import { give, IdempotentCall, type IdempotentRequest } from '@platform/idempotency/idempotent-request';
import type { FastifyReply } from 'fastify';
import { Accounts } from '../account/accounts';
import { ActionPlan, type CarrierRepresentation } from './action-plan.entity';
import { ActionPlans } from './action-plans';
import { StatementDto, WithdrawalDto } from './adverse-action.dto';
import { HearCarrier } from './hear-carrier.use-case';
import { WithdrawAccount } from './withdraw-account.use-case';

/** What a carrier does about its own standing: leave, write about a proposed denial, report on an action plan. */
@ApiTags('accounts')
@Controller('v1/accounts/:accountNumber')
export class AdverseActionsController {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly withdrawal: WithdrawAccount,
    private readonly hear: HearCarrier,
    private readonly plans: ActionPlans,
    private readonly idempotency: Idempotency,
  ) {}

  /** Leaves this program, or both programs of a link. */
  @Post('withdrawal')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async withdraw(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Body() { from }: WithdrawalDto,
  ): Promise<{ accountNumber: string; status: string }> {
    return this.withdrawal.execute(caller, accountNumber, from);
  }

  /**
   * Answers a proposed denial, as often as the carrier likes while it is proposed; the informal review reads it.
   * @sends Location
   */
  @Post('representations')
  @Roles('CARRIER_OFFICER')
  async represent(
    @CurrentCaller() caller: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Param('accountNumber') accountNumber: string,
    @Body() body: StatementDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CarrierRepresentation> {
    return give(
      reply,
      await this.idempotency.run(request, async (tx) => {
        const written = await this.hear.execute(tx, caller, accountNumber, body.text);
        return { status: 201, body: written, location: `/v1/accounts/${accountNumber}` };
      }),
    );
  }

  /** Action plans that the program has asked the carrier for, with what was answered. */
  @Get('action-plans')
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
  ): Promise<{ items: ActionPlan[] }> {
    await this.accounts.requireOwn(this.db.source.manager, caller, accountNumber);
    return { items: await this.plans.ofAccount(this.db.source.manager, accountNumber) };
  }

  /** Reports that the open action plan has been carried out. */
  @Post('action-plans/report')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async report(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Body() { text }: StatementDto,
  ): Promise<ActionPlan> {
    return this.plans.report(caller, accountNumber, text);
  }
}
