import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { AccountFactsKind } from '../account/account-facts-kind';
import { AccountStanding } from '../account/account-standing';
import { Accounts } from '../account/accounts';
import { asPeer, type ActingParty } from '../audit/audit-log';
import type { Account } from '../account/account.entity';
import { LEAVES_BOTH } from '../account/account-view';
import type { ProgramProfile } from '../domain/program-profile';
import { followsWithdrawal, type WithdrawalScope } from '../domain/withdrawal';
import { InjectProgram } from '../program/program';
import type { Tx } from '@platform/database';

/** A carrier leaves this program, or both; what it has asked of both is carried out by each for its own account. */
@Injectable()
export class WithdrawAccount implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly facts: AccountFactsKind,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  onModuleInit(): void {
    this.facts.onHeard(async (tx, { account, after }) => {
      const own = this.standing.wireStatus(account);
      const heard = { wire: after.wireStatus, leavesBoth: after.withdrawnFrom === 'BOTH' };
      if (followsWithdrawal(own, heard))
        await this.withdraw(tx, account, `${LEAVES_BOTH} via ${after.program}`, asPeer(after.program));
    });
  }

  /** Refuses: STATUS_NOT_ALLOWED where the account has ended already, NOT_FOUND. */
  async execute(
    caller: Caller,
    accountNumber: string,
    from: WithdrawalScope,
  ): Promise<{ accountNumber: string; status: string }> {
    return this.db.transaction(async (tx) => {
      const account = await this.accounts.lockOwnAsOfficer(tx, caller, accountNumber);
      const by = { actor: caller.subject, role: caller.roles[0] ?? 'CARRIER' };
      await this.withdraw(tx, account, from === 'BOTH' ? LEAVES_BOTH : 'carrier', by);
      return { accountNumber, status: account.status };
    });
  }

  private async withdraw(tx: Tx, account: Account, source: string, by: ActingParty): Promise<void> {
    const { withdrawn } = this.profile.lifeCycle;
    await this.standing.move(tx, account, {
      to: withdrawn,
      as: 'CARRIER',
      by,
      source,
      reasonCode: 'CARRIER_REQUEST',
    });
  }
}
