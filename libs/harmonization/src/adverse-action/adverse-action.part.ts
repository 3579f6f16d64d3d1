import type { KernelPart } from '../kernel-parts';
import { ActionPlan, CarrierRepresentation } from './action-plan.entity';
import { ActionPlans } from './action-plans';
import { AdverseActionsController } from './adverse-actions.controller';
import { HearCarrier } from './hear-carrier.use-case';
import { StaffAdverseActionsController } from './staff-adverse-actions.controller';
import { ReadStanding } from './standing-reading';
import { WithdrawAccount } from './withdraw-account.use-case';

/** Action plans, the informal review of a proposed denial, withdrawal by the carrier. */
export const ADVERSE_ACTION_PART: KernelPart = {
  controllers: [AdverseActionsController, StaffAdverseActionsController],
  providers: [ActionPlans, HearCarrier, ReadStanding, WithdrawAccount],
  entities: [ActionPlan, CarrierRepresentation],
};
