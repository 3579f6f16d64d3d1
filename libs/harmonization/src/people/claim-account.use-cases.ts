import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import { AuditLog } from '../audit/audit-log';
import { inBoth } from '../domain/bilingual';
import { dateInWords } from '../domain/date-in-words';
import { claimAddress } from '../domain/ownership';
import type { ProgramProfile } from '../domain/program-profile';
import { LinkCodes } from '../linking/link-codes';
import { Mails } from '../mail/mails';
import { Notices } from '../notice/notices';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { AccountUsers } from './account-users';
import { ClaimCodes } from './claim-codes';

/** The first claim of an imported account by its company officer: a code is mailed to the contact on file. */
@Injectable()
export class ClaimAccount {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly users: AccountUsers,
    private readonly claims: ClaimCodes,
    private readonly codes: LinkCodes,
    private readonly mails: Mails,
    private readonly notices: Notices,
    private readonly audit: AuditLog,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** One answer for every number: nobody learns which accounts exist, or have their people. Refuses: CODE_TRIES_EXHAUSTED. */
  async ask(caller: Caller, accountNumber: string): Promise<{ accountNumber: string; expiresAt: Date }> {
    return this.db.transaction(async (tx) => {
      await this.claims.requireFewQuestions(tx, caller.subject);
      const address = await this.addressOf(tx, accountNumber);
      const isMailed = address !== undefined && !(await this.claims.isWrittenOut(tx, accountNumber));
      const { code, expiresAt } = await this.claims.issue(tx, accountNumber, caller.subject, isMailed);
      if (isMailed) await this.mails.queue(tx, [this.mail(address, accountNumber, code, expiresAt)]);
      await this.note(tx, caller, accountNumber, 'account.claim-asked', { isMailed });
      return { accountNumber, expiresAt };
    });
  }

  /** Refuses: CODE_NOT_ACCEPTED (wrong, expired, used, unknown: one answer), CODE_TRIES_EXHAUSTED. */
  async redeem(caller: Caller, accountNumber: string, code: string): Promise<{ accountNumber: string }> {
    const isAccepted = await this.db.transaction(async (tx) => {
      await this.codes.countTry(tx, caller.subject);
      await this.accounts.lock(tx, accountNumber);
      if (!(await this.claims.accepts(tx, accountNumber, code))) return false;
      // Someone else may have come first, by an invitation or with the help of staff.
      if ((await this.addressOf(tx, accountNumber)) === undefined) return false;
      await this.codes.forgetTries(tx, caller.subject);
      await this.give(tx, caller, accountNumber);
      return true;
    });
    // Refused only now: the try stays counted.
    if (!isAccepted) throw new RefusedError({ code: 'CODE_NOT_ACCEPTED' });
    return { accountNumber };
  }

  private async give(tx: Tx, caller: Caller, accountNumber: string): Promise<void> {
    await this.accounts.giveAccess(tx, accountNumber, { login: caller.subject, role: 'OFFICER' });
    await this.note(tx, caller, accountNumber, 'account.claimed', { login: caller.subject });
    const who = caller.email ?? caller.subject;
    const text = inBoth(
      `Account ${accountNumber} has been claimed with the code sent to the contact on file, by ${who}. If that is not one of you, write to the program at once.`,
      `${who} a pris possession du compte ${accountNumber} au moyen du code envoyé à la personne-ressource au dossier. Si ce n’est pas l’un de vous, écrivez immédiatement au programme.`,
    );
    await this.notices.write(tx, { kind: 'ACCOUNT_CLAIMED', accountNumber, text });
  }

  private async addressOf(tx: Tx, accountNumber: string): Promise<string | undefined> {
    const account = await this.accounts.find(tx, accountNumber);
    const people = await this.users.people(tx, accountNumber);
    return account ? claimAddress(people, account.shared.contacts) : undefined;
  }

  private async note(tx: Tx, caller: Caller, accountNumber: string, action: string, after: object) {
    const by = { actor: caller.subject, role: caller.roles[0] ?? 'CARRIER' };
    await this.audit.append(tx, [{ by, action, subjectKind: 'account', subjectId: accountNumber, after }]);
  }

  private mail(to: string, accountNumber: string, code: string, expiresAt: Date) {
    const { name } = this.profile;
    const until = expiresAt.toISOString().slice(0, 10);
    return {
      to,
      isSecret: true,
      subject: inBoth(`${name.en}: your account`, `${name.fr} : votre compte`),
      text: inBoth(
        `Someone of your company wants to manage account ${accountNumber} of ${name.en} online. The code is ${code}. It works once, until ${dateInWords(until).en}.\n\nGive it only to a company officer whom you know. Otherwise do nothing: without the code nothing happens.`,
        `Une personne de votre entreprise souhaite gérer en ligne le compte ${accountNumber} du programme ${name.fr}. Le code est ${code}. Il sert une seule fois, jusqu’au ${dateInWords(until).fr}.\n\nNe le donnez qu’à un dirigeant que vous connaissez. Sinon, ne faites rien : sans le code, rien ne se passe.`,
      ),
    };
  }
}
