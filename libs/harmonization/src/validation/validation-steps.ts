import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock, dateIn } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { AccountStanding } from '../account/account-standing';
import type { Account } from '../account/account.entity';
import { Accounts } from '../account/accounts';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import type { Decision } from '../domain/decision';
import type { Actor } from '../domain/life-cycle';
import type { ProgramProfile } from '../domain/program-profile';
import { checkValidationMove, validUntil, type ValidationState } from '../domain/validation';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import { Validation, type ValidationFacts } from './validation.entity';
import { Validations } from './validations';

/** The value of an accepted decision; a refusal leaves the use case as the error that HTTP answers. */
export function accepted<T>(decision: Decision<T>): T {
  if (!decision.ok) throw new RefusedError(decision.refusal);
  return decision.value;
}

/** A validation as its carrier names it: under its own account. */
export interface OwnValidation {
  readonly accountNumber: string;
  readonly id: string;
}

/** One step along the table of validations. */
export interface ValidationStep {
  readonly id: string;
  readonly to: ValidationState;
  readonly as: Actor;
  readonly by: Caller;
}

/** A validation and its account, both locked, account first. */
export interface HeldValidation {
  readonly tx: Tx;
  readonly row: Validation;
  readonly account: Account;
}

/** What the use cases of validations have in common: locks, the checked step, dates and audit, in one transaction. */
@Injectable()
export class ValidationSteps {
  constructor(
    private readonly db: Database,
    private readonly validations: Validations,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Moves a validation that is done here; `work` adds facts. Refuses: HOSTED_ELSEWHERE, VALIDATION_STATE (with what may follow). */
  async move(
    step: ValidationStep,
    work: (held: HeldValidation) => Promise<Partial<ValidationFacts>>,
  ): Promise<Validation> {
    return this.db.transaction(async (tx) => {
      const held = await this.lock(tx, step.id);
      await this.moveHeld(held, step, () => work(held));
      return held.row;
    });
  }

  /** The same where the validation is locked already. */
  async moveHeld(
    { tx, row }: HeldValidation,
    { to, as, by }: Omit<ValidationStep, 'id'>,
    work: () => Promise<Partial<ValidationFacts>>,
  ): Promise<void> {
    this.requirePerformer(row);
    const hasRequiredActions = (row.facts.requiredActions ?? []).length > 0 && !row.facts.responses;
    accepted(checkValidationMove({ from: row.state, to, actor: as, hasRequiredActions }));
    const before = row.state;
    const facts = await work();
    await this.validations.store(tx, row, { state: to, facts: { ...row.facts, ...facts } });
    await this.note({ tx, row }, 'validation.moved', by, { before: { state: before } });
  }

  /** Adds facts without a step. */
  async storeFacts({ tx, row }: HeldValidation, facts: Partial<ValidationFacts>): Promise<void> {
    await this.validations.store(tx, row, { facts: { ...row.facts, ...facts } });
  }

  /** The validation and its account, locked in the order of the house. Refuses: NOT_FOUND. */
  async lock(tx: Tx, id: string): Promise<HeldValidation> {
    const seen = found(await this.validations.find(tx, id));
    const account = found(await this.accounts.lock(tx, seen.accountNumber));
    return { tx, account, row: found(await this.validations.lock(tx, id)) };
  }

  /** Before anything else is said of it: a validation keeps its account for ever, so that no lock is needed. */
  async requireOwnAsOfficer(carrier: Caller, { accountNumber, id }: OwnValidation): Promise<void> {
    const tx = this.db.source.manager;
    const row = await this.validations.find(tx, id);
    if (row?.accountNumber !== accountNumber) throw new RefusedError({ code: 'NOT_FOUND' });
    await this.accounts.requireOfficer(tx, carrier, accountNumber);
  }

  requirePerformer(row: Validation): void {
    if (!row.performedHere)
      throw new RefusedError({ code: 'HOSTED_ELSEWHERE', facts: { host: this.profile.peer.code } });
  }

  /** Ground rule 4: each program writes its own dates, also for a validation that the other one did. */
  async dateAccount({ tx, row, account }: HeldValidation, by: ActingParty): Promise<void> {
    const visitOn = found(row.facts.visitOn);
    const common = { by, source: `validation:${row.id}` };
    await this.standing.setDate(tx, account, { name: 'lastValidatedOn', value: visitOn, ...common });
    const value = validUntil(visitOn);
    await this.standing.setDate(tx, account, { name: 'nextRevalidationDue', value, ...common });
  }

  async note(
    { tx, row }: Pick<HeldValidation, 'tx' | 'row'>,
    action: string,
    by: Caller,
    more: { before?: object; reason?: string } = {},
  ): Promise<void> {
    const { state, facts, recognition, clientResponse } = row;
    const after = { state, facts, recognition, clientResponse };
    await this.audit.append(tx, [
      { by: partyOf(by), action, subjectKind: 'validation', subjectId: row.id, ...more, after },
    ]);
  }

  today(): string {
    return dateIn(this.profile.timeZone, this.clock.now());
  }
}

export const partyOf = ({ subject, roles }: Caller): ActingParty => ({
  actor: subject,
  role: roles[0] ?? 'NONE',
});
