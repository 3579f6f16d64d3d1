import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { CaseDefinitions, type CaseChoice, type CaseDefinition } from '../casework/case-definition';
import type { CaseFacts, CaseResolution, StaffCase } from '../casework/staff-case.entity';
import { inBoth, type Bilingual } from '../domain/bilingual';
import { dateInWords } from '../domain/date-in-words';
import { oldContacts, ownershipMovesAt } from '../domain/ownership';
import type { ProgramProfile } from '../domain/program-profile';
import { LinkCodes } from '../linking/link-codes';
import { Mails } from '../mail/mails';
import { noticeSubject } from '../mail/notice-subject';
import { Notices } from '../notice/notices';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { AccountUsers } from './account-users';
import { Invitations } from './invitations';
import type { OwnershipRequest } from './ownership-request.entity';
import { OwnershipRequests } from './ownership-requests';

const APPROVE: CaseChoice = {
  code: 'APPROVE',
  label: inBoth('The newcomer answers for the company', 'Cette personne représente bien l’entreprise'),
  effect: inBoth(
    'Everyone on file is told and may object; if nobody does, access moves to the newcomer alone after the waiting period.',
    'Toutes les personnes au dossier sont avisées et peuvent s’opposer; sans opposition, l’accès passe à cette seule personne après le délai.',
  ),
};
const REFUSE: CaseChoice = {
  code: 'REFUSE',
  label: inBoth('Refuse', 'Refuser'),
  effect: inBoth(
    'Nothing changes on the account; the newcomer is told.',
    'Rien ne change au compte; la personne est avisée.',
  ),
};
const MOVE: CaseChoice = {
  code: 'MOVE',
  label: inBoth('Move it despite the objection', 'Transférer malgré l’opposition'),
  effect: inBoth(
    'Access moves to the newcomer alone at once; everyone on file is told.',
    'L’accès passe immédiatement à cette seule personne; toutes les personnes au dossier sont avisées.',
  ),
  by: ['HQ'],
};

/** Staff's side of an ownership transfer (domain §9: owner of the account gone), and the move itself. */
@Injectable()
export class OwnershipTransfer implements OnModuleInit, CaseDefinition {
  readonly kind = 'OWNERSHIP_TRANSFER';
  readonly dueDays = 10;
  readonly needsBoth = false;

  constructor(
    private readonly definitions: CaseDefinitions,
    private readonly accounts: Accounts,
    private readonly users: AccountUsers,
    private readonly invitations: Invitations,
    private readonly requests: OwnershipRequests,
    private readonly codes: LinkCodes,
    private readonly mails: Mails,
    private readonly notices: Notices,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  onModuleInit(): void {
    this.definitions.register(this);
  }

  why({ accountNumber, email, objection }: CaseFacts): Bilingual {
    const who = String(email ?? '—');
    return objection
      ? inBoth(
          `The people of account ${accountNumber} object to its transfer to ${who}.`,
          `Les responsables du compte ${accountNumber} s’opposent à son transfert à ${who}.`,
        )
      : inBoth(
          `${who} asks for account ${accountNumber}, whose people are said to be gone. Check with the company before you decide.`,
          `${who} demande le compte ${accountNumber}, dont les responsables auraient quitté l’entreprise. Vérifiez auprès de l’entreprise avant de décider.`,
        );
  }

  choices({ facts }: StaffCase): readonly CaseChoice[] {
    return facts.objection ? [MOVE, REFUSE] : [APPROVE, REFUSE];
  }

  async carryOut(tx: Tx, row: StaffCase, { choice, reason }: CaseResolution, by: ActingParty): Promise<void> {
    const request = found(await this.requests.lock(tx, row.subjectId));
    if (choice === 'REFUSE') return this.refuse(tx, request, reason, by);
    if (choice === 'MOVE') return this.move(tx, request, by);
    await this.announce(tx, request, reason, by);
  }

  /** PPL-5: everyone on file is told; nothing moves yet. */
  private async announce(tx: Tx, request: OwnershipRequest, reason: string, by: ActingParty): Promise<void> {
    const movesAt = ownershipMovesAt(this.clock.now(), this.profile.ownershipObjectionDays);
    await this.requests.move(tx, request, 'WAITING', { movesAt });
    const { accountNumber, email, name } = request;
    const who = [name, email].filter(Boolean).join(', ');
    const on = movesAt.toISOString().slice(0, 10);
    const text = inBoth(
      `${who} asks to take account ${accountNumber} over, and says that its people are gone. If you know nothing of this, sign in and object before ${dateInWords(on).en}; otherwise access moves on that day.`,
      `${who} demande à reprendre le compte ${accountNumber} et affirme que ses responsables ont quitté l’entreprise. Si vous n’en savez rien, ouvrez une session et opposez-vous avant le ${dateInWords(on).fr}; sinon, l’accès sera transféré ce jour-là.`,
    );
    await this.tellOldContacts(tx, request, 'OWNERSHIP_REQUESTED', text);
    await this.note(tx, request, 'ownership.approved', by, reason);
  }

  private async refuse(tx: Tx, request: OwnershipRequest, reason: string, by: ActingParty): Promise<void> {
    await this.requests.move(tx, request, 'REFUSED');
    const text = inBoth(
      `Your request for account ${request.accountNumber} was refused.`,
      `Votre demande visant le compte ${request.accountNumber} a été refusée.`,
    );
    await this.notices.write(tx, { kind: 'OWNERSHIP_REFUSED', login: request.login, text });
    await this.note(tx, request, 'ownership.refused', by, reason);
  }

  /** Every old right goes, with what it could still open: invitations and one-time codes. The locked request moves. */
  async move(tx: Tx, request: OwnershipRequest, by: ActingParty): Promise<void> {
    const { accountNumber, login } = request;
    await this.accounts.lock(tx, accountNumber);
    const text = inBoth(
      `Account ${accountNumber} has a new owner. What you could do with it you can do no longer.`,
      `Le compte ${accountNumber} a un nouveau responsable. Vos accès à ce compte ont pris fin.`,
    );
    await this.tellOldContacts(tx, request, 'OWNERSHIP_MOVED', text);
    const before = await this.users.people(tx, accountNumber);
    await this.users.remove(tx, before);
    await this.invitations.revokeAll(tx, accountNumber);
    await this.codes.voidAll(tx, accountNumber);
    await this.accounts.giveAccess(tx, accountNumber, { login, role: 'OFFICER' });
    await this.requests.move(tx, request, 'MOVED');
    await this.noteAccount(
      tx,
      request,
      before.map(({ login, email, role }) => ({ login, email, role })),
      by,
    );
  }

  private async tellOldContacts(tx: Tx, { accountNumber }: OwnershipRequest, kind: string, text: Bilingual) {
    const account = found(await this.accounts.find(tx, accountNumber));
    const people = await this.users.people(tx, accountNumber);
    const noticeId = await this.notices.write(tx, { kind, accountNumber, text });
    const subject = noticeSubject(kind, this.profile.name, accountNumber);
    const addresses = oldContacts(people, account.shared.contacts);
    await this.mails.queue(
      tx,
      addresses.map((to) => ({ to, subject, text, noticeId })),
    );
  }

  private async note(tx: Tx, request: OwnershipRequest, action: string, by: ActingParty, reason?: string) {
    const { id, accountNumber, state, movesAt } = request;
    const after = { accountNumber, state, movesAt };
    await this.audit.append(tx, [
      { by, action, subjectKind: 'ownership-request', subjectId: id, reason, after },
    ]);
  }

  private async noteAccount(tx: Tx, request: OwnershipRequest, people: object[], by: ActingParty) {
    const { id, accountNumber, login } = request;
    const subject = { subjectKind: 'account' as const, subjectId: accountNumber };
    const change = { before: { people }, after: { people: [{ login, role: 'OFFICER' }], request: id } };
    await this.audit.append(tx, [{ by, action: 'account.ownership-moved', ...subject, ...change }]);
    await this.note(tx, request, 'ownership.moved', by);
  }
}
