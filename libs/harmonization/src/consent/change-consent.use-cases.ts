import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import { AuditLog, type ActingParty, type AuditFact } from '../audit/audit-log';
import { CaseDefinitions, type CaseDefinition } from '../casework/case-definition';
import { Cases } from '../casework/cases';
import type { ConsentGiven } from '../domain/application-form';
import { serviceReason } from '../domain/service-reasons';
import { inBoth } from '../domain/bilingual';
import { dateInWords } from '../domain/date-in-words';
import { CONSENT_TEXTS, SHARE_SCOPE } from '../domain/consent-texts';
import { endsOnAfterWithdrawal } from '../domain/consent-withdrawal';
import { checkConsentWords } from '../domain/form-check/consent-check';
import type { ProgramProfile } from '../domain/program-profile';
import { LinkLedger } from '../linking/link-ledger';
import { Notices } from '../notice/notices';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import type { Consent } from './consent.entity';
import { ConsentKind } from './consent-kind';
import { Consents } from './consents';

/**
 * CONS-4: an officer of the carrier gives a consent, takes it back, or gives it again; without the one to share the link is
 * paused in the same transaction, and the other program hears of it.
 */
@Injectable()
export class ChangeConsent implements OnModuleInit {
  constructor(
    private readonly accounts: Accounts,
    private readonly consents: Consents,
    private readonly kind: ConsentKind,
    private readonly ledger: LinkLedger,
    private readonly cases: Cases,
    private readonly definitions: CaseDefinitions,
    private readonly notices: Notices,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  onModuleInit(): void {
    this.definitions.register(this.definition());
  }

  /** Refuses: DATA_INVALID where the words are not those in force, NOT_FOUND. */
  async give(tx: Tx, caller: Caller, accountNumber: string, given: ConsentGiven): Promise<Consent> {
    const findings = checkConsentWords(given, CONSENT_TEXTS, this.today());
    if (findings.length > 0) throw new RefusedError({ code: 'DATA_INVALID' }, findings);
    await this.accounts.lockOwnAsOfficer(tx, caller, accountNumber);
    const row = await this.consents.giveForAccount(tx, accountNumber, given, caller.subject);
    const by = actorOf(caller);
    await this.note(tx, { by, action: 'consent.given', after: given }, accountNumber);
    const linkId = await this.tellLink(tx, accountNumber, by);
    if (linkId && given.scope === SHARE_SCOPE) await this.closeCase(tx, linkId, by);
    return row;
  }

  /** Refuses: CONSENT_MISSING where none of the scope stands, NOT_FOUND. */
  async withdraw(tx: Tx, caller: Caller, accountNumber: string, scope: string): Promise<void> {
    await this.accounts.lockOwnAsOfficer(tx, caller, accountNumber);
    const by = actorOf(caller);
    if ((await this.consents.withdraw(tx, accountNumber, scope, caller.subject)) === 0)
      throw new RefusedError({ code: 'CONSENT_MISSING', facts: { scope } });
    await this.note(tx, { by, action: 'consent.withdrawn', after: { scope } }, accountNumber);
    const linkId = await this.tellLink(tx, accountNumber, by);
    if (linkId && scope === SHARE_SCOPE) await this.openCase(tx, { accountNumber, linkId }, by);
  }

  /** The link follows the consent (S1); the other program hears the facts. */
  private async tellLink(tx: Tx, accountNumber: string, by: ActingParty): Promise<string | undefined> {
    const linkId = await this.ledger.liveLinkOf(tx, accountNumber);
    if (!linkId) return undefined;
    await this.ledger.reconsider(tx, linkId, by);
    await this.kind.say(tx, linkId, accountNumber);
    return linkId;
  }

  private async openCase(
    tx: Tx,
    { accountNumber, linkId }: { accountNumber: string; linkId: string },
    by: ActingParty,
  ): Promise<void> {
    const endsOn = endsOnAfterWithdrawal(this.today());
    const facts = { accountNumber, withdrawnOn: this.today(), endsOn };
    await this.cases.open(
      tx,
      { kind: 'CONSENT_WITHDRAWN', subjectKind: 'link', subjectId: linkId, facts },
      by,
    );
    await this.notices.write(tx, {
      kind: 'CONSENT_WITHDRAWN',
      accountNumber,
      facts: { linkId, endsOn },
      text: inBoth(
        `You have withdrawn your consent: nothing more is shared. Unless you give it again, your accounts are separated on ${dateInWords(endsOn).en}.`,
        `Vous avez retiré votre consentement : plus rien n’est communiqué. À moins que vous ne consentiez de nouveau, vos comptes seront séparés le ${dateInWords(endsOn).fr}.`,
      ),
    });
  }

  private async closeCase(tx: Tx, linkId: string, by: ActingParty): Promise<void> {
    const row = await this.cases.openCase(tx, 'CONSENT_WITHDRAWN', linkId);
    if (!row) return;
    const reason = serviceReason('SERVICE_CONSENT_AGAIN');
    await this.cases.resolve(tx, row, { choice: 'GIVEN_AGAIN', reason, resolvedBy: by.actor }, by);
  }

  private async note(
    tx: Tx,
    fact: Pick<AuditFact, 'by' | 'action' | 'after'>,
    subjectId: string,
  ): Promise<void> {
    await this.audit.append(tx, [{ ...fact, subjectKind: 'account', subjectId }]);
  }

  private today(): string {
    return dateIn(this.profile.timeZone, this.clock.now());
  }

  private definition(): CaseDefinition {
    return {
      kind: 'CONSENT_WITHDRAWN',
      dueDays: 30,
      needsBoth: false,
      why: ({ withdrawnOn, endsOn }) =>
        inBoth(
          `The carrier withdrew its consent to share on ${dateInWords(withdrawnOn).en}. The link is paused, and ends on ${dateInWords(endsOn).en} unless the consent is given again.`,
          `Le transporteur a retiré son consentement le ${dateInWords(withdrawnOn).fr}. Le lien est en pause et prendra fin le ${dateInWords(endsOn).fr}, sauf si le transporteur consent de nouveau.`,
        ),
      choices: () => [
        {
          code: 'END_NOW',
          label: inBoth('End the link now', 'Mettre fin au lien maintenant'),
          effect: inBoth(
            'The link ends before the 30 days are over, at the wish of the carrier. Both accounts stand alone with their last data.',
            'Le lien prend fin avant les 30 jours, à la demande du transporteur. Chaque compte redevient autonome avec ses dernières données.',
          ),
        },
      ],
      carryOut: async (tx, { subjectId }, { reason }, by) => {
        const delink = { kind: 'delink', reason: 'CONSENT_WITHDRAWN' } as const;
        await this.ledger.command(tx, subjectId, delink, { ...by, reason });
      },
    };
  }
}

const actorOf = ({ subject, roles }: Caller): ActingParty => ({
  actor: subject,
  role: roles[0] ?? 'CARRIER',
});
