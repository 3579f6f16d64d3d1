import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Accounts } from '../account/accounts';
import { validUntil } from '../domain/validation';
import { found } from '../refusal/found';
import { ValidationNotices } from './validation-notices';
import type { Validation } from './validation.entity';
import { partyOf, ValidationSteps } from './validation-steps';

export type ValidationOutcome = 'PASSED' | 'FAILED' | 'CANCELLED';

/** Closes a validation. What its outcome means for the status is an officer's decision, at each program for itself. */
@Injectable()
export class ConcludeValidation {
  constructor(
    private readonly steps: ValidationSteps,
    private readonly accounts: Accounts,
    private readonly notices: ValidationNotices,
  ) {}

  /** A passed one dates the account: validated on the day of the visit, due again four years later. Ends a review for cause. */
  async execute(
    officer: Caller,
    id: string,
    outcome: ValidationOutcome,
    cancelReason?: string,
  ): Promise<Validation> {
    return this.steps.move({ id, to: outcome, as: 'OFFICER', by: officer }, async (held) => {
      const { tx, row, account } = held;
      if (row.kind === 'FOR_CAUSE') await this.accounts.storeForCauseReview(tx, account, false);
      const isTold = outcome !== 'CANCELLED' || row.state !== 'PLANNED';
      if (isTold) await this.notices.ofOutcome(tx, account, row, outcome);
      const common = { outcomeOn: this.steps.today(), ...(cancelReason ? { cancelReason } : {}) };
      if (outcome !== 'PASSED') return common;
      await this.steps.dateAccount(held, partyOf(officer));
      return { ...common, validUntil: validUntil(found(row.facts.visitOn)) };
    });
  }
}
