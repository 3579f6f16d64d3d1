import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import type { Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import { RefusedError } from '../refusal/refused.error';
import type { Application } from './application.entity';
import { Applications } from './applications';

/** A carrier sees and changes only what is its own; everything else answers as if it did not exist. */
@Injectable()
export class ApplicationAccess {
  constructor(
    private readonly applications: Applications,
    private readonly accounts: Accounts,
  ) {}

  /** The application, locked, as its applicant. NOT_FOUND for everyone else. */
  async lockOwn(tx: Tx, caller: Caller, id: string): Promise<Application> {
    const row = await this.applications.lock(tx, id);
    if (!row || !(await this.isOwn(tx, caller, row))) throw new RefusedError({ code: 'NOT_FOUND' });
    return row;
  }

  /** The same for what only a company officer may do: NOT_ALLOWED for a user of the account that it is about. */
  async lockOwnAsOfficer(tx: Tx, caller: Caller, id: string): Promise<Application> {
    const row = await this.lockOwn(tx, caller, id);
    if (row.accountNumber) await this.accounts.requireOfficer(tx, caller, row.accountNumber);
    return row;
  }

  /** Its applicant's, until it has an account: from then on whoever may act on the account, for people come and go. */
  async isOwn(tx: Tx, caller: Caller, row: Application): Promise<boolean> {
    return row.accountNumber
      ? this.accounts.mayAct(tx, caller, row.accountNumber)
      : row.applicant === caller.subject;
  }
}
