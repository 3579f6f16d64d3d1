import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import { AccountStanding } from '../account/account-standing';
import type { Account } from '../account/account.entity';
import { Accounts } from '../account/accounts';
import type { ProgramProfile } from '../domain/program-profile';
import { checkReason } from '../domain/reason-codes';
import type { ValidationKind } from '../domain/validation';
import { isMember } from '../domain/wire-status';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import type { Validation } from './validation.entity';
import { accepted, ValidationSteps } from './validation-steps';
import { Validations } from './validations';

/** The live link's host; before there is a link the one that the application designates. Once its link has ended each program is on its own. */
const DESIGNATED_HOST = `
  SELECT host FROM (
    SELECT 1 AS place, host, link_id AS id FROM link WHERE local_account_number = $1 AND live
    UNION ALL
    SELECT 2, progress->'determination'->>'host', a.id FROM application a
    WHERE account_number = $1 AND NOT standalone AND state IN ('IN_REVIEW', 'INFO_REQUESTED', 'DECIDED')
      AND NOT EXISTS (SELECT 1 FROM link l WHERE l.link_id::text = a.progress->>'linkId' AND NOT l.live)) named
  ORDER BY place, id DESC LIMIT 1`;

export interface ValidationPlan {
  readonly kind: ValidationKind;
  readonly causeCode?: string;
}

/** Plans a validation: the host's business alone, or the program's own where the account stands alone. */
@Injectable()
export class PlanValidation {
  constructor(
    private readonly steps: ValidationSteps,
    private readonly validations: Validations,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /**
   * Refuses: HOSTED_ELSEWHERE where the other program hosts the carrier, VALIDATION_STATE where one is open, ACCOUNT_NOT_ACTIVE where
   * one after the first is planned of who is no member, REASON_MISSING or REASON_NOT_LISTED for one without a listed cause.
   */
  async execute(tx: Tx, officer: Caller, accountNumber: string, plan: ValidationPlan): Promise<Validation> {
    const account = found(await this.accounts.lock(tx, accountNumber));
    await this.requireHost(tx, accountNumber);
    this.requireGround(account, plan);
    await this.requireNoneOpen(tx, accountNumber);
    const row = this.planned(accountNumber, plan);
    if (plan.kind === 'FOR_CAUSE') await this.accounts.storeForCauseReview(tx, account, true);
    await this.validations.insert(tx, row);
    await this.steps.note({ tx, row }, 'validation.planned', officer, { reason: plan.causeCode });
    return row;
  }

  /** VAL-10: a validation for cause names its cause; one after the first is of a member. */
  private requireGround(account: Account, { kind, causeCode }: ValidationPlan): void {
    const wire = this.standing.wireStatus(account);
    if (kind !== 'INITIAL' && !isMember(wire) && wire !== 'SUSPENDED')
      throw new RefusedError({ code: 'ACCOUNT_NOT_ACTIVE', facts: { status: account.status } });
    if (kind !== 'FOR_CAUSE') return;
    if (!causeCode) throw new RefusedError({ code: 'REASON_MISSING' });
    accepted(checkReason(this.profile.reasonCodes, this.profile.lifeCycle.suspended, causeCode));
  }

  private async requireNoneOpen(tx: Tx, accountNumber: string): Promise<void> {
    const open = (await this.validations.ofAccount(tx, accountNumber)).find(isOpen);
    if (open)
      throw new RefusedError({ code: 'VALIDATION_STATE', facts: { open: open.id, state: open.state } });
  }

  private async requireHost(tx: Tx, accountNumber: string): Promise<void> {
    const [named]: { host: string | null }[] = await tx.query(DESIGNATED_HOST, [accountNumber]);
    if (!named?.host || named.host === this.profile.code) return;
    throw new RefusedError({ code: 'HOSTED_ELSEWHERE', facts: { host: named.host } });
  }

  private planned(accountNumber: string, { kind, causeCode }: ValidationPlan): Validation {
    return {
      id: uuidv7(),
      accountNumber,
      applicationId: null,
      linkId: null,
      performedHere: true,
      kind,
      state: 'PLANNED',
      facts: { plannedOn: this.steps.today(), ...(causeCode ? { causeCode } : {}) },
      recognition: null,
      clientResponse: null,
      withheld: false,
      version: 1,
      createdAt: this.clock.now(),
    };
  }
}

const isOpen = ({ performedHere, state }: Validation): boolean =>
  performedHere && !['PASSED', 'FAILED', 'CANCELLED'].includes(state);
