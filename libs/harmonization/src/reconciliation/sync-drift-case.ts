import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '@platform/database';
import type { ActingParty } from '../audit/audit-log';
import { CaseDefinitions, type CaseChoice } from '../casework/case-definition';
import type { CaseFacts, CaseResolution, StaffCase } from '../casework/staff-case.entity';
import { inBoth } from '../domain/bilingual';
import { LinkLedger } from '../linking/link-ledger';
import { Conversations } from '../record-sync/conversations';
import { RefusedError } from '../refusal/refused.error';
import { evidenceOfRestore, whyRestored } from './restored-words';
import { LINK } from './settle-drift';

const DUE_DAYS = 3;

const SAY_ANEW: CaseChoice = {
  code: 'SAY_ANEW',
  label: inBoth(
    'Our record is right: say it anew',
    'Notre enregistrement est exact : le transmettre de nouveau',
  ),
  effect: inBoth(
    'Our present record goes to the other program under a new number and replaces what it holds of it.',
    'Notre enregistrement actuel est transmis à l’autre programme sous un nouveau numéro et remplace ce qu’il en détient.',
  ),
};
const LEAVE: CaseChoice = {
  code: 'LEAVE',
  label: inBoth('Nothing to do here', 'Rien à faire ici'),
  effect: inBoth(
    'Closes the case and changes nothing; the next reconciliation opens another where the copies still differ.',
    'Ferme le dossier sans rien changer; le prochain rapprochement en ouvre un autre si les copies diffèrent encore.',
  ),
};

const DRIFTED = inBoth(
  'The two programs hold different records of this link, and no message explains it: a row was changed by hand, or restored.',
  'Les deux programmes détiennent des enregistrements différents de ce lien, sans message qui l’explique : une ligne a été modifiée à la main ou rétablie.',
);

/** Which of this side's own words the case is about: the link's record, or kinds of records about it. */
const wordsOf = (facts: CaseFacts): string[] => (Array.isArray(facts.words) ? (facts.words as string[]) : []);

/** SYNC_DRIFT: copies differ in what is not the host's to repair, so staff say which record is right. */
@Injectable()
export class SyncDriftCase implements OnModuleInit {
  constructor(
    private readonly definitions: CaseDefinitions,
    private readonly ledger: LinkLedger,
    private readonly conversations: Conversations,
  ) {}

  onModuleInit(): void {
    this.definitions.register({
      kind: 'SYNC_DRIFT',
      dueDays: DUE_DAYS,
      needsBoth: false,
      why: (facts) => whyRestored(facts) ?? DRIFTED,
      evidence: evidenceOfRestore,
      choices: ({ facts }) => (wordsOf(facts).length > 0 ? [SAY_ANEW, LEAVE] : [LEAVE]),
      carryOut: (tx, row, resolution, by) => this.carryOut(tx, row, resolution, by),
    });
  }

  private async carryOut(tx: Tx, row: StaffCase, { choice }: CaseResolution, by: ActingParty): Promise<void> {
    if (choice !== SAY_ANEW.code) return;
    for (const kind of wordsOf(row.facts)) {
      if (kind === LINK) await this.sayLinkAnew(tx, row.subjectId, by);
      else await this.conversations.sayAnew(tx, kind, [row.subjectId]);
    }
  }

  private async sayLinkAnew(tx: Tx, linkId: string, by: ActingParty): Promise<void> {
    try {
      await this.ledger.command(tx, linkId, { kind: 'sayAnew' }, by);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
    }
  }
}
