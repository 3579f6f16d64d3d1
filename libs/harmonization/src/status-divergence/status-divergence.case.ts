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
import { StatusDivergence } from './status-divergence';

const KEEP: CaseChoice = {
  code: 'KEEP',
  label: inBoth('Keep the membership here as it is', 'Laisser l’adhésion ici telle quelle'),
  effect: inBoth(
    'Nothing changes. Shared data stay paused until the other program reinstates the carrier.',
    'Rien ne change. Les données communes restent en pause jusqu’à ce que l’autre programme rétablisse le transporteur.',
  ),
};

const SUSPEND: CaseChoice = {
  code: 'SUSPEND',
  label: inBoth('Suspend here too', 'Suspendre ici aussi'),
  effect: inBoth(
    'This account is suspended with the reason “suspended by the partner program”, and the carrier is told at once. It ends only by a reinstatement here.',
    'Ce compte est suspendu pour le motif « suspension par le programme partenaire » et le transporteur en est avisé aussitôt. Seul un rétablissement ici y met fin.',
  ),
};

/** STATUS_DIVERGENCE: the other program has suspended a carrier that is a member here. Closes by itself when that is over. */
@Injectable()
export class StatusDivergenceCase extends RegisteredCase {
  readonly kind = 'STATUS_DIVERGENCE';
  readonly dueDays = 5;

  constructor(
    definitions: CaseDefinitions,
    private readonly divergence: StatusDivergence,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super(definitions);
  }

  why({ program, peerAccountNumber, since, reasonCode, accountNumber }: CaseFacts): Bilingual {
    const reason = reasonBehind(this.profile, reasonCode);
    const { en, fr } = codeInWords(this.profile, String(program));
    return inBoth(
      `${en} suspended ${peerAccountNumber} on ${dateInWords(since).en}${reason.en}. The linked account ${accountNumber} here is not suspended; nothing follows by itself.`,
      `Le programme ${fr} a suspendu le compte ${peerAccountNumber} le ${dateInWords(since).fr}${reason.fr}. Le compte lié ${accountNumber} n’est pas suspendu ici; rien ne s’ensuit automatiquement.`,
    );
  }

  choices({ facts }: StaffCase): readonly CaseChoice[] {
    return this.divergence.maySuspend(String(facts.ownStatus)) ? [KEEP, SUSPEND] : [KEEP];
  }

  async carryOut(tx: Tx, row: StaffCase, { choice }: CaseResolution, by: ActingParty): Promise<void> {
    if (choice === SUSPEND.code) await this.divergence.suspendHere(tx, String(row.facts.accountNumber), by);
  }
}
