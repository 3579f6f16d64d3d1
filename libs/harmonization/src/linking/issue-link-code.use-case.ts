import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { AccountStanding } from '../account/account-standing';
import { Accounts } from '../account/accounts';
import { AuditLog } from '../audit/audit-log';
import { isMember } from '../domain/wire-status';
import { RefusedError } from '../refusal/refused.error';
import { LinkCodes } from './link-codes';

/** An officer of the carrier asks for a one-time code of its account, to enter it at the other program. */
@Injectable()
export class IssueLinkCode {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly codes: LinkCodes,
    private readonly audit: AuditLog,
  ) {}

  /** The code is shown once. Refuses: NOT_FOUND, ACCOUNT_NOT_ACTIVE. */
  async execute(caller: Caller, accountNumber: string): Promise<{ code: string; expiresAt: Date }> {
    return this.db.transaction(async (tx) => {
      const account = await this.accounts.lockOwnAsOfficer(tx, caller, accountNumber);
      if (!isMember(this.standing.wireStatus(account)))
        throw new RefusedError({ code: 'ACCOUNT_NOT_ACTIVE', facts: { status: account.status } });
      const issued = await this.codes.issue(tx, accountNumber, caller.subject);
      const by = { actor: caller.subject, role: caller.roles[0] ?? 'CARRIER' };
      const after = { expiresAt: issued.expiresAt };
      await this.audit.append(tx, [
        { by, action: 'link-code.issued', subjectKind: 'account', subjectId: accountNumber, after },
      ]);
      return issued;
    });
  }
}
