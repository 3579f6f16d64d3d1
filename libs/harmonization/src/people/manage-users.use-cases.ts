import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import { AuditLog } from '../audit/audit-log';
import { keepsAnOfficer, type AccountPerson, type AccountRole } from '../domain/account-roles';
import { RefusedError } from '../refusal/refused.error';
import { AccountUsers } from './account-users';
import { Invitations } from './invitations';
import { invitationView, userView, type InvitationView, type UserView } from './user-view';

/** What company officers do with the people of their account. The account's lock serializes them: the last officer stays. */
@Injectable()
export class ManageUsers {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly users: AccountUsers,
    private readonly invitations: Invitations,
    private readonly audit: AuditLog,
  ) {}

  async list(
    caller: Caller,
    accountNumber: string,
  ): Promise<{ items: UserView[]; invitations: InvitationView[] }> {
    const tx = this.db.source.manager;
    await this.accounts.requireOfficer(tx, caller, accountNumber);
    const people = await this.users.people(tx, accountNumber);
    const invitations = await this.invitations.open(tx, accountNumber);
    return { items: people.map(userView), invitations: invitations.map(invitationView) };
  }

  /** Refuses: LAST_OFFICER, NOT_ALLOWED, NOT_FOUND. */
  async changeRole(caller: Caller, accountNumber: string, id: string, role: AccountRole): Promise<UserView> {
    return this.onUser(caller, accountNumber, id, async (tx, person, people) => {
      if (person.role === role) return userView(person);
      if (role === 'USER') requireOfficerLeft(people, person);
      await this.users.storeRole(tx, person, role);
      await this.note(tx, caller, accountNumber, 'user.role-changed', person, { role });
      return userView({ ...person, role });
    });
  }

  /** Takes every right of the person away; from the next request on the account does not exist for it. Refuses as above. */
  async remove(caller: Caller, accountNumber: string, id: string): Promise<void> {
    await this.onUser(caller, accountNumber, id, async (tx, person, people) => {
      requireOfficerLeft(people, person);
      await this.users.remove(tx, [person]);
      await this.note(tx, caller, accountNumber, 'user.removed', person, undefined);
    });
  }

  /** Takes an invitation back before it is accepted. Refuses: NOT_ALLOWED, NOT_FOUND. */
  async revokeInvitation(caller: Caller, accountNumber: string, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.accounts.requireOfficer(tx, caller, accountNumber);
      const invitation = await this.invitations.lockOpen(tx, accountNumber, id);
      if (!invitation) throw new RefusedError({ code: 'NOT_FOUND' });
      await this.invitations.revoke(tx, invitation);
      await this.audit.append(tx, [
        {
          by: actorOf(caller),
          action: 'invitation.revoked',
          subjectKind: 'account',
          subjectId: accountNumber,
          before: { email: invitation.email, role: invitation.role },
        },
      ]);
    });
  }

  private async onUser<T>(
    caller: Caller,
    accountNumber: string,
    id: string,
    work: (tx: Tx, person: AccountPerson, people: AccountPerson[]) => Promise<T>,
  ): Promise<T> {
    return this.db.transaction(async (tx) => {
      await this.accounts.requireOfficer(tx, caller, accountNumber);
      await this.accounts.lock(tx, accountNumber);
      // Asked again under the lock: another officer may just have taken the caller's own right away.
      await this.accounts.requireOfficer(tx, caller, accountNumber);
      const people = await this.users.people(tx, accountNumber);
      const person = people.find(({ rights }) => rights.includes(id));
      if (!person) throw new RefusedError({ code: 'NOT_FOUND' });
      return work(tx, person, people);
    });
  }

  private async note(
    tx: Tx,
    caller: Caller,
    accountNumber: string,
    action: string,
    { login, email, role }: AccountPerson,
    after: object | undefined,
  ): Promise<void> {
    const subject = { subjectKind: 'account' as const, subjectId: accountNumber };
    await this.audit.append(tx, [
      { by: actorOf(caller), action, ...subject, before: { login, email, role }, after },
    ]);
  }
}

function requireOfficerLeft(people: readonly AccountPerson[], without: AccountPerson): void {
  if (!keepsAnOfficer(people, without.id)) throw new RefusedError({ code: 'LAST_OFFICER' });
}

const actorOf = (caller: Caller) => ({ actor: caller.subject, role: caller.roles[0] ?? 'CARRIER' });
