import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import type { ActingParty } from '../audit/audit-log';
import {
  CaseDefinitions,
  RegisteredCase,
  type CaseChoice,
  type CaseEvidence,
} from '../casework/case-definition';
import type { CaseFacts, CaseResolution, StaffCase } from '../casework/staff-case.entity';
import { inBoth, type Bilingual } from '../domain/bilingual';
import { parkedReason } from '../domain/parked-reasons';
import { recordInWords } from '../domain/record-words';
import { DecideParkedMessage, type ParkedChoice } from './decide-parked-message.use-case';

const CHOICES: readonly CaseChoice[] = [
  {
    code: 'REPLAY',
    label: inBoth('Send it again', 'L’envoyer de nouveau'),
    effect: inBoth(
      'The message is sent again as it is. Refused again, it opens a new case; if a later one has been heard meanwhile, it changes nothing.',
      'Le message est envoyé de nouveau tel quel. Refusé encore, il ouvre un nouveau dossier; si un message plus récent a été reçu, il ne change rien.',
    ),
  },
  {
    code: 'DISCARD',
    label: inBoth('Give it up', 'Y renoncer'),
    effect: inBoth(
      'The message is never sent again. The next message about the same thing says all that it said.',
      'Le message ne sera jamais renvoyé. Le prochain message sur le même sujet dira tout ce qu’il disait.',
    ),
  },
];

/** A message that the peer has refused for good, and no job will send again: an officer sends it again or gives it up. */
@Injectable()
export class ParkedMessageCase extends RegisteredCase {
  readonly kind = 'PARKED_MESSAGE';
  readonly dueDays = 2;

  constructor(
    definitions: CaseDefinitions,
    private readonly messages: DecideParkedMessage,
  ) {
    super(definitions);
  }

  why(): Bilingual {
    return inBoth(
      'The other program’s service has refused a message for good. Other messages go on; this one waits for an officer.',
      'Le service de l’autre programme a refusé un message définitivement. Les autres suivent leur cours; celui-ci attend un agent.',
    );
  }

  evidence({ code, kind, about }: CaseFacts): CaseEvidence[] {
    return [
      { label: inBoth('Refused because', 'Motif du refus'), text: parkedReason(String(code)) },
      { label: inBoth('Kind of record', 'Type d’enregistrement'), text: recordInWords(String(kind)) },
      { label: inBoth('About', 'Objet'), text: inBoth(String(about), String(about)) },
    ];
  }

  choices(): readonly CaseChoice[] {
    return CHOICES;
  }

  /** Refuses NOT_FOUND where the message is parked no more. */
  async carryOut(tx: Tx, row: StaffCase, { choice, reason }: CaseResolution, by: ActingParty): Promise<void> {
    await this.messages.carryOut(
      tx,
      row.subjectId,
      { choice: choice.toLowerCase() as ParkedChoice, reason },
      by,
    );
  }
}
