import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock, dateIn } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import { AccountStanding, type StatusChanged } from '../account/account-standing';
import type { Account } from '../account/account.entity';
import { Accounts } from '../account/accounts';
import { AuditLog } from '../audit/audit-log';
import { inBoth } from '../domain/bilingual';
import { dateInWords } from '../domain/date-in-words';
import { checkPlanDate } from '../domain/action-plan';
import type { ProgramProfile } from '../domain/program-profile';
import { Notices, primaryEmailOf } from '../notice/notices';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import { ActionPlan } from './action-plan.entity';

export interface PlanOrder {
  readonly text: string;
  readonly dueOn: string;
  readonly reasonCode: string;
}

/** An action plan, from the officer's order to its end; the only writer of its table. */
@Injectable()
export class ActionPlans implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly notices: Notices,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** However the account leaves the plan's status, its plan is closed with it; a suspension only interrupts it. */
  onModuleInit(): void {
    const { actionPlan } = this.profile.lifeCycle;
    if (actionPlan) this.standing.follow((tx, account, changed) => this.follow(tx, account, changed));
  }

  async ofAccount(tx: Tx, accountNumber: string): Promise<ActionPlan[]> {
    return tx.find(ActionPlan, { where: { accountNumber }, order: { id: 'ASC' } });
  }

  /** PLAN-1: an officer orders what to mend until when; the account is on the plan from then on. Refuses: STATUS_NOT_ALLOWED, DATA_INVALID. */
  async order(officer: Caller, accountNumber: string, order: PlanOrder): Promise<ActionPlan> {
    return this.db.transaction(async (tx) => {
      const account = found(await this.accounts.lock(tx, accountNumber));
      const to = this.requireStatus(account);
      const today = this.today();
      const dated = checkPlanDate(order.dueOn, today);
      if (!dated.ok) throw new RefusedError(dated.refusal);
      const as = officer.roles.includes('OFFICER') ? 'OFFICER' : 'HQ';
      const plan = this.newPlan(officer, accountNumber, order);
      await this.standing.move(tx, account, {
        to,
        as,
        by: { actor: officer.subject, role: as },
        source: `action-plan:${plan.id}`,
        reasonCode: order.reasonCode,
        grounds: { hasActionPlan: true },
      });
      await tx.insert(ActionPlan, plan);
      await this.tell(tx, account, plan);
      await this.note(tx, plan, 'action-plan.ordered', officer);
      return plan;
    });
  }

  /** PLAN-2: the carrier reports what it has done; an officer decides whether that is enough. Refuses: ACTION_PLAN_NOT_OPEN, NOT_FOUND. */
  async report(carrier: Caller, accountNumber: string, text: string): Promise<ActionPlan> {
    return this.db.transaction(async (tx) => {
      await this.accounts.lockOwnAsOfficer(tx, carrier, accountNumber);
      const plan = await this.requireOpen(tx, accountNumber);
      const reports = [...plan.reports, { on: this.today(), text }];
      await this.store(tx, plan, { state: 'REPORTED', reports });
      await this.note(tx, plan, 'action-plan.reported', carrier);
      return plan;
    });
  }

  /** PLAN-3: content, the officer returns the carrier to its standing; not content, the plan goes on, with a new date if one is given. */
  async answer(
    officer: Caller,
    accountNumber: string,
    answer: { accepted: boolean; dueOn?: string },
  ): Promise<ActionPlan> {
    return this.db.transaction(async (tx) => {
      const account = found(await this.accounts.lock(tx, accountNumber));
      const plan = await this.requireOpen(tx, accountNumber);
      if (answer.accepted) {
        await this.leave(tx, account, plan, officer);
        return found(await tx.findOneBy(ActionPlan, { id: plan.id }));
      }
      const dueOn = answer.dueOn ?? plan.dueOn;
      const dated = checkPlanDate(dueOn, plan.openedOn);
      if (!dated.ok) throw new RefusedError(dated.refusal);
      await this.store(tx, plan, { state: 'OPEN', dueOn });
      await this.tell(tx, account, plan);
      await this.note(tx, plan, 'action-plan.continued', officer);
      return plan;
    });
  }

  private async leave(tx: Tx, account: Account, plan: ActionPlan, officer: Caller): Promise<void> {
    const as = officer.roles.includes('OFFICER') ? 'OFFICER' : 'HQ';
    await this.standing.move(tx, account, {
      to: this.requireStatusAfter(account),
      as,
      by: { actor: officer.subject, role: as },
      source: `action-plan:${plan.id}`,
    });
  }

  private async follow(tx: Tx, { accountNumber, status }: Account, { by }: StatusChanged): Promise<void> {
    const { actionPlan, suspended } = this.profile.lifeCycle;
    if (status === actionPlan?.status || status === suspended) return;
    const plan = await this.openPlan(tx, accountNumber);
    if (!plan) return;
    await this.store(tx, plan, {
      state: status === actionPlan?.done ? 'DONE' : 'ENDED',
      closedOn: this.today(),
    });
    await this.audit.append(tx, [
      {
        by,
        action: 'action-plan.closed',
        subjectKind: 'account',
        subjectId: accountNumber,
        after: { state: plan.state },
      },
    ]);
  }

  private requireStatus({ status }: Account): string {
    const { actionPlan, moves } = this.profile.lifeCycle;
    if (actionPlan) return actionPlan.status;
    const allowed = (moves[status] ?? []).map(({ to }) => to);
    throw new RefusedError({ code: 'STATUS_NOT_ALLOWED', facts: { from: status, allowed } });
  }

  private requireStatusAfter(account: Account): string {
    this.requireStatus(account);
    return this.profile.lifeCycle.actionPlan?.done ?? '';
  }

  private async openPlan(tx: Tx, accountNumber: string): Promise<ActionPlan | null> {
    return tx.findOne(ActionPlan, {
      where: [
        { accountNumber, state: 'OPEN' },
        { accountNumber, state: 'REPORTED' },
      ],
    });
  }

  private async requireOpen(tx: Tx, accountNumber: string): Promise<ActionPlan> {
    const plan = await this.openPlan(tx, accountNumber);
    if (!plan) throw new RefusedError({ code: 'ACTION_PLAN_NOT_OPEN' });
    return plan;
  }

  private async store(tx: Tx, plan: ActionPlan, changed: Partial<ActionPlan>): Promise<void> {
    Object.assign(plan, changed);
    await tx.update(ActionPlan, { id: plan.id }, changed);
  }

  private newPlan(officer: Caller, accountNumber: string, { text, dueOn }: PlanOrder): ActionPlan {
    return {
      id: uuidv7(),
      accountNumber,
      state: 'OPEN',
      text,
      dueOn,
      openedOn: this.today(),
      openedBy: officer.subject,
      reports: [],
      closedOn: null,
    };
  }

  private async tell(tx: Tx, account: Account, { id, text, dueOn }: ActionPlan): Promise<void> {
    await this.notices.write(tx, {
      kind: 'ACTION_PLAN',
      accountNumber: account.accountNumber,
      email: primaryEmailOf(account),
      facts: { planId: id, text, dueOn },
      text: inBoth(
        `Your action plan is due on ${dateInWords(dueOn).en}. Report its completion to the program: ${text}`,
        `Votre plan d’action doit être réalisé au plus tard le ${dateInWords(dueOn).fr}. Signalez sa réalisation au programme : ${text}`,
      ),
    });
  }

  private async note(tx: Tx, plan: ActionPlan, action: string, by: Caller): Promise<void> {
    const { id, accountNumber, state, dueOn } = plan;
    await this.audit.append(tx, [
      {
        by: { actor: by.subject, role: by.roles[0] ?? 'NONE' },
        action,
        subjectKind: 'account',
        subjectId: accountNumber,
        after: { planId: id, state, dueOn },
      },
    ]);
  }

  private today(): string {
    return dateIn(this.profile.timeZone, this.clock.now());
  }
}
