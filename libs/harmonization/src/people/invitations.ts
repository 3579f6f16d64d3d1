import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { IsNull, MoreThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { AccountRole } from '../domain/account-roles';
import { CODE_PEPPER } from '../linking/link-codes';
import { CODE_TRIES, keyedHash, newCode, normalizedCode, sameHash } from '../linking/one-time-code';
import { AccountInvitation } from './account-invitation.entity';

/** Days that an invitation waits. */
export const INVITATION_DAYS = 7;
const DAY = 86_400_000;

const OPEN = { acceptedAt: IsNull(), revokedAt: IsNull() };

/** The table of invitations: its only writer. */
@Injectable()
export class Invitations {
  constructor(
    private readonly clock: Clock,
    @Inject(CODE_PEPPER) private readonly pepper: string,
  ) {}

  /** Invitations of the account that may still be accepted. */
  async open(tx: Tx, accountNumber: string): Promise<AccountInvitation[]> {
    const where = { accountNumber, ...OPEN, expiresAt: MoreThan(this.clock.now()) };
    return tx.find(AccountInvitation, { where, order: { id: 'ASC' } });
  }

  /** Invites anew: an earlier invitation of the address is void. The code is given once, to be mailed, and never kept. */
  async invite(
    tx: Tx,
    accountNumber: string,
    who: { email: string; role: AccountRole },
    invitedBy: string,
  ): Promise<{ invitation: AccountInvitation; code: string }> {
    await this.revokeOf(tx, accountNumber, who.email);
    const code = newCode();
    const invitedAt = this.clock.now();
    const invitation = tx.create(AccountInvitation, {
      id: uuidv7(),
      accountNumber,
      ...who,
      codeHash: this.hash(code),
      invitedBy,
      invitedAt,
      expiresAt: new Date(invitedAt.getTime() + INVITATION_DAYS * DAY),
      tries: 0,
    });
    await tx.insert(AccountInvitation, invitation);
    return { invitation, code };
  }

  /** The open invitation of the account, locked, or null. */
  async lockOpen(tx: Tx, accountNumber: string, id: string): Promise<AccountInvitation | null> {
    return tx.findOne(AccountInvitation, {
      where: { accountNumber, id, ...OPEN },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async revoke(tx: Tx, invitation: AccountInvitation): Promise<void> {
    await tx.update(AccountInvitation, { id: invitation.id }, { revokedAt: this.clock.now() });
  }

  /** Invitations of the address that may still be accepted. */
  async candidates(tx: Tx, email: string): Promise<AccountInvitation[]> {
    const where = { email: email.toLowerCase(), ...OPEN, expiresAt: MoreThan(this.clock.now()) };
    return tx.find(AccountInvitation, { where, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  }

  /** True where the code is that of the invitation, compared in constant time; five wrong ones use it up. */
  opens(invitation: AccountInvitation, code: string): boolean {
    return sameHash(this.hash(code), invitation.codeHash) && invitation.tries < CODE_TRIES;
  }

  async countTry(tx: Tx, invitations: readonly AccountInvitation[]): Promise<void> {
    for (const { id } of invitations) await tx.increment(AccountInvitation, { id }, 'tries', 1);
  }

  async accept(tx: Tx, invitation: AccountInvitation, login: string): Promise<void> {
    const change = { acceptedAt: this.clock.now(), acceptedBy: login };
    await tx.update(AccountInvitation, { id: invitation.id }, change);
  }

  async revokeAll(tx: Tx, accountNumber: string): Promise<void> {
    await tx.update(AccountInvitation, { accountNumber, ...OPEN }, { revokedAt: this.clock.now() });
  }

  private async revokeOf(tx: Tx, accountNumber: string, email: string): Promise<void> {
    await tx.update(AccountInvitation, { accountNumber, email, ...OPEN }, { revokedAt: this.clock.now() });
  }

  private hash(code: string): string {
    return keyedHash(this.pepper, `invitation:${normalizedCode(code)}`);
  }
}
