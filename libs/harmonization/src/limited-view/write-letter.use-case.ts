import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock, dateIn } from '@platform/clock';
import { Database } from '@platform/database';
import { AccountStanding } from '../account/account-standing';
import { Accounts } from '../account/accounts';
import { membershipLetter } from '../domain/membership-letter';
import type { ProgramProfile } from '../domain/program-profile';
import { isMember } from '../domain/wire-status';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';

/** VIEW-2: writes the membership letter of today. It changes nothing: a letter is never kept. */
@Injectable()
export class WriteLetter {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Refuses: NOT_FOUND where the program writes no letters or the account is someone else's, ACCOUNT_NOT_ACTIVE without a membership. */
  async execute(caller: Caller, accountNumber: string): Promise<string> {
    const tx = this.db.source.manager;
    if (this.profile.statusProof !== 'LETTER' || !(await this.accounts.mayAct(tx, caller, accountNumber)))
      throw new RefusedError({ code: 'NOT_FOUND' });
    const account = found(await this.accounts.find(tx, accountNumber));
    if (!isMember(this.standing.wireStatus(account))) throw new RefusedError({ code: 'ACCOUNT_NOT_ACTIVE' });
    const dates = await this.standing.dates(tx, accountNumber);
    const { legalName, tradeName } = account.shared;
    return membershipLetter({
      program: this.profile.name,
      accountNumber,
      legalName,
      tradeName,
      memberSince: dates.find(({ name }) => name === 'memberSince')?.value,
      issuedOn: dateIn(this.profile.timeZone, this.clock.now()),
    });
  }
}
