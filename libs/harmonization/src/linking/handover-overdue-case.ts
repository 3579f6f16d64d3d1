import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import type { ActingParty } from '../audit/audit-log';
import { CaseDefinitions, RegisteredCase, type CaseChoice } from '../casework/case-definition';
import type { CaseResolution, StaffCase } from '../casework/staff-case.entity';
import { inBoth, type Bilingual } from '../domain/bilingual';
import { LinkLedger } from './link-ledger';

const CHOICES: readonly CaseChoice[] = [
  {
    code: 'ASK_AGAIN',
    label: inBoth('Ask the other service again', 'Interroger de nouveau l’autre service'),
    effect: inBoth(
      'This side’s record of the link is said again, and the other’s is asked for. Nothing else changes; the case comes back if nothing has arrived in two days.',
      'L’enregistrement du lien est envoyé de nouveau et celui de l’autre service est demandé. Rien d’autre ne change; le dossier revient si rien n’arrive en deux jours.',
    ),
  },
  {
    code: 'WAIT',
    label: inBoth('Wait', 'Attendre'),
    effect: inBoth(
      'Nothing changes: the right to edit is on its way and never comes back by a time-out. The case comes back after two days.',
      'Rien ne change : le droit de modifier est en cours de transmission et ne revient jamais du seul fait d’un délai. Le dossier revient après deux jours.',
    ),
  },
];

/** A hand-over that is under way for more than two days: neither side can edit meanwhile, and no time-out may end it. */
@Injectable()
export class HandoverOverdueCase extends RegisteredCase {
  readonly kind = 'HANDOVER_OVERDUE';
  readonly dueDays = 3;
  readonly quietDays = 2;

  constructor(
    definitions: CaseDefinitions,
    private readonly ledger: LinkLedger,
  ) {
    super(definitions);
  }

  why(): Bilingual {
    return inBoth(
      'The right to edit this carrier’s data was given to the other program more than two days ago, and its service has not answered. Neither side can edit meanwhile.',
      'Le droit de modifier les données de ce transporteur a été remis à l’autre programme il y a plus de deux jours, et son service n’a pas répondu. Entre-temps, aucun des deux côtés ne peut les modifier.',
    );
  }

  choices(): readonly CaseChoice[] {
    return CHOICES;
  }

  async carryOut(tx: Tx, row: StaffCase, { choice }: CaseResolution, by: ActingParty): Promise<void> {
    if (choice === 'ASK_AGAIN') await this.ledger.command(tx, row.subjectId, { kind: 'ask' }, by);
  }

  /** A question that was sent cannot be taken back; having waited can. */
  async undo(_tx: Tx, { resolution }: StaffCase): Promise<boolean> {
    return resolution?.choice === 'WAIT';
  }
}
