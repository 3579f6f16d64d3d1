import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import type { ProgramProfile } from '../domain/program-profile';
import type { ReasonCode } from '../domain/reason-codes';
import { InjectProgram } from '../program/program';
import { ActionPlan } from './action-plan.entity';
import { ActionPlans } from './action-plans';
import { ActionPlanDto, PlanAnswerDto } from './adverse-action.dto';
import { ReadStanding, type StandingView } from './standing-reading';

/** What officers do about an account's standing besides its status itself. */
@ApiTags('staff: accounts')
@Controller('v1/staff')
export class StaffAdverseActionsController {
  constructor(
    private readonly plans: ActionPlans,
    private readonly read: ReadStanding,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** The program's closed list of reasons, and the statuses that each can explain. */
  @Get('reason-codes')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  reasons(): { items: readonly ReasonCode[] } {
    return { items: this.profile.reasonCodes };
  }

  /** How the account stands: status, the moves that its life cycle allows, history, dates, action plans, representations. */
  @Get('accounts/:accountNumber/standing')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async standing(@Param('accountNumber') accountNumber: string): Promise<StandingView> {
    return this.read.one(accountNumber);
  }

  /** Orders an action plan; the account's status says so from then on. */
  @Post('accounts/:accountNumber/action-plan')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async order(
    @CurrentCaller() officer: Caller,
    @Param('accountNumber') accountNumber: string,
    @Body() order: ActionPlanDto,
  ): Promise<ActionPlan> {
    return this.plans.order(officer, accountNumber, order);
  }

  /** Accepts the carrier's report and ends the plan, or lets it go on. */
  @Post('accounts/:accountNumber/action-plan/answer')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async answer(
    @CurrentCaller() officer: Caller,
    @Param('accountNumber') accountNumber: string,
    @Body() answer: PlanAnswerDto,
  ): Promise<ActionPlan> {
    return this.plans.answer(officer, accountNumber, answer);
  }
}
