import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import {
  CaseDefinitions,
  RegisteredCase,
  type CaseChoice,
  type CaseEvidence,
} from '../casework/case-definition';
import type { CaseFacts, CaseResolution, StaffCase } from '../casework/staff-case.entity';
import { inBoth, type Bilingual } from '../domain/bilingual';
import { Notices } from '../notice/notices';

const CHOICES: readonly CaseChoice[] = [
  {
    code: 'SAME_CARRIER',
    label: inBoth('It is the same carrier', 'C’est le même transporteur'),
    effect: inBoth(
      'The link stays with the account that has it; the carrier is told that its other account goes on alone.',
      'Le lien demeure avec le compte qui l’a; le transporteur est informé que son autre compte se poursuit seul.',
    ),
  },
  {
    code: 'DIFFERENT_CARRIERS',
    label: inBoth('They are different carriers', 'Ce sont des transporteurs différents'),
    effect: inBoth(
      'No account changes. An identifier that both name must be corrected before the other can apply again.',
      'Aucun compte ne change. Un identifiant commun doit être corrigé avant que l’autre puisse présenter une nouvelle demande.',
    ),
  },
];

interface AccountInCase {
  readonly accountNumber: string;
  readonly status: string;
}

/** Domain §9: a second carrier account was to be linked while the first one is. Only one is harmonized; officers see what it is. */
@Injectable()
export class DuplicateCase extends RegisteredCase {
  readonly kind = 'DUPLICATE';
  readonly dueDays = 15;

  constructor(
    definitions: CaseDefinitions,
    private readonly notices: Notices,
  ) {
    super(definitions);
  }

  why({ linked }: CaseFacts): Bilingual {
    return inBoth(
      `A carrier whose account ${linked} is linked has asked to link another. It was refused: one account a carrier is harmonized.`,
      `Un transporteur dont le compte ${linked} est lié a demandé à en lier un autre. Refusé : un seul compte par transporteur est harmonisé.`,
    );
  }

  evidence({ linked, applied, accounts }: CaseFacts): CaseEvidence[] {
    const known = (accounts ?? []) as AccountInCase[];
    return [
      { label: inBoth('Linked account', 'Compte lié'), text: same(String(linked)) },
      ...(applied
        ? [{ label: inBoth('Applied with', 'Demande faite avec'), text: same(String(applied)) }]
        : []),
      ...known.map(({ accountNumber, status }) => ({
        label: inBoth(`Account ${accountNumber}`, `Compte ${accountNumber}`),
        text: same(status),
      })),
    ];
  }

  choices(): readonly CaseChoice[] {
    return CHOICES;
  }

  async carryOut(tx: Tx, { facts }: StaffCase, { choice }: CaseResolution): Promise<void> {
    if (choice !== 'SAME_CARRIER') return;
    const { linked } = facts;
    await this.notices.write(tx, {
      kind: 'DUPLICATE_ANSWERED',
      accountNumber: String(linked),
      text: inBoth(
        `Your account ${linked} stays the one that is linked. One account a carrier is harmonized; your others go on alone.`,
        `Votre compte ${linked} demeure celui qui est lié. Un seul compte par transporteur est harmonisé; vos autres comptes se poursuivent seuls.`,
      ),
    });
  }

  /** Nothing has happened to any account; only what the carrier was told cannot be untold. */
  async undo(_tx: Tx, { resolution }: StaffCase): Promise<boolean> {
    return resolution?.choice !== 'SAME_CARRIER';
  }
}

const same = (text: string): Bilingual => inBoth(text, text);
