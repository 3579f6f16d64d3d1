import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { AccountStanding } from '../account/account-standing';
import type { AccountDateChange, AccountStatusChange } from '../account/account.entity';
import { Accounts } from '../account/accounts';
import type { Actor } from '../domain/life-cycle';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import type { ActionPlan, CarrierRepresentation } from './action-plan.entity';
import { ActionPlans } from './action-plans';
import { HearCarrier } from './hear-carrier.use-case';

/** All that an officer needs to judge an account's standing: its append-only history and what may follow. */
export interface StandingView {
  accountNumber: string;
  status: string;
  wireStatus: string;
  /** The moves that the life cycle allows from here, by whom, and what they need. */
  allowed: { to: string; by: readonly Actor[]; needsReason: boolean; requires?: string; reasons: string[] }[];
  history: AccountStatusChange[];
  dates: AccountDateChange[];
  forCauseReview: boolean;
  actionPlans: ActionPlan[];
  representations: CarrierRepresentation[];
}

/** Reads the standing of an account for staff of its program. */
@Injectable()
export class ReadStanding {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly plans: ActionPlans,
    private readonly hear: HearCarrier,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async one(accountNumber: string): Promise<StandingView> {
    const tx = this.db.source.manager;
    const account = found(await this.accounts.find(tx, accountNumber));
    return {
      accountNumber,
      status: account.status,
      wireStatus: this.standing.wireStatus(account),
      allowed: this.allowed(account.status),
      history: await this.standing.statusHistory(tx, accountNumber),
      dates: await this.standing.dateHistory(tx, accountNumber),
      forCauseReview: account.forCauseReview,
      actionPlans: await this.plans.ofAccount(tx, accountNumber),
      representations: await this.hear.ofAccount(accountNumber),
    };
  }

  private allowed(status: string): StandingView['allowed'] {
    const { lifeCycle, reasonCodes } = this.profile;
    return (lifeCycle.moves[status] ?? []).map(({ to, by, reason, requires }) => ({
      to,
      by,
      needsReason: reason === true,
      requires,
      reasons: reasonCodes.filter(({ explains }) => explains.includes(to)).map(({ code }) => code),
    }));
  }
}
