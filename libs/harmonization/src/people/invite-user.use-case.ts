import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import type { Tx } from '@platform/database';
import { Idempotency } from '@platform/idempotency/idempotency';
import type { GivenAnswer, IdempotentRequest } from '@platform/idempotency/idempotent-request';
import { Accounts } from '../account/accounts';
import { AuditLog } from '../audit/audit-log';
import type { AccountRole } from '../domain/account-roles';
import { inBoth } from '../domain/bilingual';
import { dateInWords } from '../domain/date-in-words';
import type { ProgramProfile } from '../domain/program-profile';
import { sameEmail } from '../domain/reachability';
import { Mails } from '../mail/mails';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import type { AccountInvitation } from './account-invitation.entity';
import { AccountUsers } from './account-users';
import { Invitations } from './invitations';
import { invitationView, type InvitationView } from './user-view';

/** Enough for the largest carrier; more would make this service a sender of mail to strangers. */
const MOST_OPEN = 20;

/** A company officer invites someone to its account; the code goes by mail to that address alone, and is shown to nobody else. */
@Injectable()
export class InviteUser {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly accounts: Accounts,
    private readonly users: AccountUsers,
    private readonly invitations: Invitations,
    private readonly mails: Mails,
    private readonly audit: AuditLog,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Refuses: NOT_FOUND, NOT_ALLOWED, USER_EXISTS, INVITATIONS_EXHAUSTED. */
  async execute(
    caller: Caller,
    accountNumber: string,
    who: { email: string; role: AccountRole },
    request: IdempotentRequest,
  ): Promise<GivenAnswer<InvitationView>> {
    return this.idempotency.run(request, async (tx) => {
      await this.accounts.requireOfficer(tx, caller, accountNumber);
      await this.accounts.lock(tx, accountNumber);
      const invited = { ...who, email: who.email.toLowerCase() };
      await this.requireRoom(tx, accountNumber, invited.email);
      const invitation = await this.invite(tx, caller, accountNumber, invited);
      const location = `/v1/accounts/${accountNumber}/users`;
      return { status: 201, body: invitationView(invitation), location };
    });
  }

  private async requireRoom(tx: Tx, accountNumber: string, email: string): Promise<void> {
    const people = await this.users.people(tx, accountNumber);
    if (people.some((person) => person.email && sameEmail(person.email, email)))
      throw new RefusedError({ code: 'USER_EXISTS' });
    const others = (await this.invitations.open(tx, accountNumber)).filter((open) => open.email !== email);
    if (others.length >= MOST_OPEN)
      throw new RefusedError({ code: 'INVITATIONS_EXHAUSTED', facts: { most: MOST_OPEN } });
  }

  private async invite(
    tx: Tx,
    caller: Caller,
    accountNumber: string,
    who: { email: string; role: AccountRole },
  ): Promise<AccountInvitation> {
    const { invitation, code } = await this.invitations.invite(tx, accountNumber, who, caller.subject);
    await this.mails.queue(tx, [this.mail(invitation, code)]);
    const after = { email: who.email, role: who.role, expiresAt: invitation.expiresAt };
    const by = { actor: caller.subject, role: caller.roles[0] ?? 'CARRIER' };
    await this.audit.append(tx, [
      { by, action: 'user.invited', subjectKind: 'account', subjectId: accountNumber, after },
    ]);
    return invitation;
  }

  private mail({ email, accountNumber, expiresAt }: AccountInvitation, code: string) {
    const { name } = this.profile;
    const until = expiresAt.toISOString().slice(0, 10);
    return {
      to: email,
      isSecret: true,
      subject: inBoth(`${name.en}: an invitation`, `${name.fr} : une invitation`),
      text: inBoth(
        `A company officer invites you to account ${accountNumber} of ${name.en}.\n\nSign in with this e-mail address and enter the code ${code}. It works once, until ${dateInWords(until).en}.\n\nIf you do not know the company, ignore this message.`,
        `Un dirigeant de l’entreprise vous invite au compte ${accountNumber} du programme ${name.fr}.\n\nOuvrez une session avec cette adresse et saisissez le code ${code}. Il sert une seule fois, jusqu’au ${dateInWords(until).fr}.\n\nSi vous ne connaissez pas cette entreprise, ne tenez pas compte de ce message.`,
      ),
    };
  }
}
