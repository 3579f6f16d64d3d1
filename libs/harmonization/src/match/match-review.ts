import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import { CaseDefinitions, type CaseChoice, type CaseDefinition } from '../casework/case-definition';
import type { CaseFacts, CaseResolution, StaffCase } from '../casework/staff-case.entity';
import { inBoth, type Bilingual } from '../domain/bilingual';
import type { ProgramProfile } from '../domain/program-profile';
import { Notices } from '../notice/notices';
import { InjectProgram } from '../program/program';

const CONFIRM_LIKELY = 'CONFIRM_LIKELY';

const CHOICES: readonly CaseChoice[] = [
  {
    code: CONFIRM_LIKELY,
    label: inBoth('Likely the same carrier', 'Probablement le même transporteur'),
    effect: inBoth(
      'Once both programs say so, the carrier is invited to link its accounts by a one-time code. Nothing is linked by itself.',
      'Lorsque les deux programmes le disent, le transporteur est invité à lier ses comptes par un code à usage unique. Rien n’est lié automatiquement.',
    ),
  },
  {
    code: 'NOT_THE_SAME',
    label: inBoth('Not the same', 'Pas le même'),
    effect: inBoth(
      'Once both programs say so, this pair is not proposed again. The carriers hear nothing.',
      'Lorsque les deux programmes le disent, cette paire n’est plus proposée. Les transporteurs n’en sont pas avisés.',
    ),
  },
];

/** A pair that both have judged is judged. */
const FOR_EVER_DAYS = 36_500;

const listed = (items: readonly Bilingual[] = []): Bilingual =>
  inBoth(items.map(({ en }) => en).join('; '), items.map(({ fr }) => fr).join('; '));

/** MATCH_REVIEW: is an account of the other program the same carrier? Both programs decide, since an invitation tells of both. */
@Injectable()
export class MatchReview implements CaseDefinition, OnModuleInit {
  readonly kind = 'MATCH_REVIEW';
  readonly dueDays = 30;
  readonly needsBoth = true;
  readonly quietDays = FOR_EVER_DAYS;

  constructor(
    private readonly definitions: CaseDefinitions,
    private readonly accounts: Accounts,
    private readonly notices: Notices,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  onModuleInit(): void {
    this.definitions.register(this);
  }

  why(facts: CaseFacts): Bilingual {
    const { accountNumber, legalName } = facts as { accountNumber: string; legalName: string };
    const { peer } = this.profile;
    const reasons = listed(facts.reasons as Bilingual[]);
    return inBoth(
      `Account ${accountNumber} (${legalName}) and an account of ${peer.name.en} may be one carrier: ${reasons.en}.`,
      `Le compte ${accountNumber} (${legalName}) et un compte du programme ${peer.name.fr} sont peut-être ceux d’un même transporteur : ${reasons.fr}.`,
    );
  }

  evidence(facts: CaseFacts): { label: Bilingual; text: Bilingual }[] {
    const against = facts.against as Bilingual[];
    return [
      { label: inBoth('In common', 'En commun'), text: listed(facts.reasons as Bilingual[]) },
      ...(against.length > 0
        ? [{ label: inBoth('Held by both, and not', 'Connu des deux, mais pas'), text: listed(against) }]
        : []),
      ...(facts.isOnlyOne === true
        ? []
        : [
            {
              label: inBoth('Other pairs', 'Autres paires'),
              text: inBoth(
                'One of both accounts is proposed for another pair too.',
                'L’un des deux comptes est aussi proposé pour une autre paire.',
              ),
            },
          ]),
    ];
  }

  choices(): readonly CaseChoice[] {
    return CHOICES;
  }

  async carryOut(tx: Tx, { facts }: StaffCase, { choice }: CaseResolution): Promise<void> {
    if (choice !== CONFIRM_LIKELY) return;
    const account = await this.accounts.find(tx, String(facts.accountNumber));
    if (account?.recordRole !== 'STANDALONE') return;
    const { accountNumber } = account;
    const { peer, name } = this.profile;
    const text = inBoth(
      `You may also be a member of ${peer.name.en}. To have both accounts managed as one, ask one program for a one-time code and enter it at the other, with the number of the account.`,
      `Vous êtes peut-être aussi membre du programme ${peer.name.fr}. Pour gérer vos deux comptes comme un seul, demandez un code à usage unique à l’un des programmes et entrez-le dans l’autre, avec le numéro du compte.`,
    );
    await this.notices.write(tx, { kind: 'LINK_INVITED', accountNumber, text, facts: { program: name.en } });
  }
}
