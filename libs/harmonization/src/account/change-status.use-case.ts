import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { RefusedError } from '../refusal/refused.error';
import { AccountStanding } from './account-standing';
import { Accounts } from './accounts';

/** An officer moves an account along the program's life cycle. */
@Injectable()
export class ChangeStatus {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
  ) {}

  /** Refuses: STATUS_NOT_ALLOWED (with what is), NOT_ALLOWED (headquarters only), REASON_MISSING, VALIDATION_MISSING, NOT_FOUND. */
  async execute(officer: Caller, accountNumber: string, to: string, reasonCode?: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const account = await this.accounts.lock(tx, accountNumber);
      if (!account) throw new RefusedError({ code: 'NOT_FOUND' });
      const as = officer.roles.includes('HQ') ? 'HQ' : 'OFFICER';
      await this.standing.move(tx, account, {
        to,
        as,
        by: { actor: officer.subject, role: as },
        source: 'officer',
        reasonCode,
      });
    });
  }
}
