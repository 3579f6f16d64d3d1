import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import { AuditLog } from '../audit/audit-log';
import { LinkCodes } from '../linking/link-codes';
import { RefusedError } from '../refusal/refused.error';
import type { AccountInvitation } from './account-invitation.entity';
import { Invitations } from './invitations';

/** Whoever signs in with the invited address and has the code of the mail joins the account. */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly invitations: Invitations,
    private readonly codes: LinkCodes,
    private readonly audit: AuditLog,
  ) {}

  /** One answer for wrong, expired, used, revoked and another's: CODE_NOT_ACCEPTED. Refuses: CODE_TRIES_EXHAUSTED. */
  async execute(caller: Caller, code: string): Promise<{ accountNumber: string; role: string }> {
    const accepted = await this.db.transaction(async (tx) => {
      await this.codes.countTry(tx, caller.subject);
      const invitation = await this.opened(tx, caller, code);
      return invitation && this.join(tx, caller, invitation);
    });
    // Refused only now: the try stays counted.
    if (!accepted) throw new RefusedError({ code: 'CODE_NOT_ACCEPTED' });
    return accepted;
  }

  private async opened(tx: Tx, caller: Caller, code: string): Promise<AccountInvitation | undefined> {
    if (!caller.email) return undefined;
    const candidates = await this.invitations.candidates(tx, caller.email);
    const invitation = candidates.find((candidate) => this.invitations.opens(candidate, code));
    if (!invitation) await this.invitations.countTry(tx, candidates);
    return invitation;
  }

  private async join(
    tx: Tx,
    caller: Caller,
    invitation: AccountInvitation,
  ): Promise<{ accountNumber: string; role: string }> {
    const { accountNumber, role, email } = invitation;
    await this.codes.forgetTries(tx, caller.subject);
    await this.invitations.accept(tx, invitation, caller.subject);
    await this.accounts.giveAccess(tx, accountNumber, { login: caller.subject, role });
    const by = { actor: caller.subject, role: caller.roles[0] ?? 'CARRIER' };
    const after = { login: caller.subject, email, role };
    await this.audit.append(tx, [
      { by, action: 'user.joined', subjectKind: 'account', subjectId: accountNumber, after },
    ]);
    return { accountNumber, role };
  }
}
