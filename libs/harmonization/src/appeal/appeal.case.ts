import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import type { ActingParty } from '../audit/audit-log';
import { CaseDefinitions, RegisteredCase, type CaseChoice } from '../casework/case-definition';
import type { CaseFacts, CaseResolution, StaffCase } from '../casework/staff-case.entity';
import { inBoth, type Bilingual } from '../domain/bilingual';
import { dateInWords } from '../domain/date-in-words';
import type { ProgramProfile } from '../domain/program-profile';
import { codeInWords, reasonBehind } from '../domain/spoken-codes';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { Appeals } from './appeals';

const CHOICES: readonly CaseChoice[] = [
  {
    code: 'UPHELD',
    by: ['HQ'],
    label: inBoth('Uphold the appeal', 'Accueillir l’appel'),
    effect: inBoth(
      'The account returns to its status before the action. A link that has ended stays ended.',
      'Le compte revient à son statut d’avant la mesure. Un lien qui a pris fin le demeure.',
    ),
  },
  {
    code: 'DENIED',
    by: ['HQ'],
    label: inBoth('Deny the appeal', 'Rejeter l’appel'),
    effect: inBoth(
      'The action stands. It cannot be appealed again.',
      'La mesure est maintenue. Elle ne peut plus faire l’objet d’un appel.',
    ),
  },
];

/** APPEAL: headquarters decides a carrier's appeal. Due when the law says; a late one is overdue, never decided by the clock. */
@Injectable()
export class AppealCase extends RegisteredCase {
  readonly kind = 'APPEAL';
  readonly dueDays: number;

  constructor(
    definitions: CaseDefinitions,
    private readonly appeals: Appeals,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super(definitions);
    this.dueDays = profile.appeals.decisionDays;
  }

  why({ status, reasonCode, filedOn, decideBy }: CaseFacts): Bilingual {
    const reason = reasonBehind(this.profile, reasonCode);
    const { en, fr } = codeInWords(this.profile, String(status));
    return inBoth(
      `On ${dateInWords(filedOn).en} the carrier appealed against the status “${en}”${reason.en}. The appeal is to be decided by ${dateInWords(decideBy).en}.`,
      `Le ${dateInWords(filedOn).fr}, le transporteur a interjeté appel du statut « ${fr} »${reason.fr}. L’appel doit être tranché d’ici le ${dateInWords(decideBy).fr}.`,
    );
  }

  choices(): readonly CaseChoice[] {
    return CHOICES;
  }

  async carryOut(
    tx: Tx,
    { facts }: StaffCase,
    { choice, reason }: CaseResolution,
    by: ActingParty,
  ): Promise<void> {
    if (by.role !== 'HQ') throw new RefusedError({ code: 'NOT_ALLOWED', facts: { by: ['HQ'] } });
    const state = choice === 'UPHELD' ? 'UPHELD' : 'DENIED';
    await this.appeals.decide(tx, String(facts.appealId), { state, reason }, by);
  }
}
