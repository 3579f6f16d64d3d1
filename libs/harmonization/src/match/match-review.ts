import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import type { ActingParty } from '../audit/audit-log';
import { CaseDefinitions, RegisteredCase, type CaseChoice } from '../casework/case-definition';
import { Cases } from '../casework/cases';
import type { CaseFacts, CaseResolution, StaffCase } from '../casework/staff-case.entity';
import { inBoth, type Bilingual } from '../domain/bilingual';
import type { ProgramProfile } from '../domain/program-profile';
import { LinkLedger } from '../linking/link-ledger';
import type { LinkChange } from '../linking/links';
import { Notices } from '../notice/notices';
import { InjectProgram } from '../program/program';
import { serviceReason } from '../domain/service-reasons';

const CONFIRM_LIKELY = 'CONFIRM_LIKELY';

const CHOICES: readonly CaseChoice[] = [
  {
    code: CONFIRM_LIKELY,
    label: inBoth('Likely the same carrier', 'Probablement le même transporteur'),
    effect: inBoth(
      'Once both programs say so, the carrier is invited to link its accounts by a one-time code. Nothing is linked by itself.',
      'Dès que les deux programmes se sont prononcés ainsi, le transporteur est invité à lier ses comptes par un code à usage unique. Rien n’est lié automatiquement.',
    ),
  },
  {
    code: 'NOT_THE_SAME',
    label: inBoth('Not the same', 'Ce n’est pas le même'),
    effect: inBoth(
      'Once both programs say so, this pair is not proposed again. The carriers hear nothing.',
      'Dès que les deux programmes se sont prononcés ainsi, cette paire n’est plus proposée. Les transporteurs n’en sont pas avisés.',
    ),
  },
];

/** A pair that both have judged is judged. */
const FOR_EVER_DAYS = 36_500;

const OPEN_ABOUT = `SELECT subject_id AS "subjectId" FROM staff_case
  WHERE kind = 'MATCH_REVIEW' AND state = 'OPEN' AND facts->>'accountNumber' = ANY ($1) ORDER BY id`;

const LINKED = { choice: 'LINKED', reason: serviceReason('SERVICE_ACCOUNT_LINKED') };

const hasBecomeActive = ({ before, after }: LinkChange): boolean =>
  after.own.phase === 'ACTIVE' && before?.own.phase !== 'ACTIVE';

const listed = (items: readonly Bilingual[] = []): Bilingual =>
  inBoth(items.map(({ en }) => en).join('; '), items.map(({ fr }) => fr).join('; '));

/** MATCH_REVIEW: is an account of the other program the same carrier? Both programs decide, since an invitation tells of both. */
@Injectable()
export class MatchReview extends RegisteredCase {
  readonly kind = 'MATCH_REVIEW';
  readonly dueDays = 30;
  override readonly needsBoth = true;
  readonly quietDays = FOR_EVER_DAYS;

  constructor(
    definitions: CaseDefinitions,
    private readonly accounts: Accounts,
    private readonly cases: Cases,
    private readonly ledger: LinkLedger,
    private readonly notices: Notices,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super(definitions);
  }

  override onModuleInit(): void {
    super.onModuleInit();
    this.ledger.follow((tx, _copies, by, changes) => this.closeAnswered(tx, changes, by));
  }

  /** MATCH-9: once an account is bound to one of the other program, whether it should be is no longer a question. */
  private async closeAnswered(tx: Tx, changes: readonly LinkChange[], by: ActingParty): Promise<void> {
    const linked = changes.filter(hasBecomeActive).map(({ after }) => after.own.accountNumber);
    if (linked.length === 0) return;
    const asked: { subjectId: string }[] = await tx.query(OPEN_ABOUT, [linked]);
    for (const { subjectId } of asked)
      await this.cases.closeOpen(tx, { kind: this.kind, subjectId }, LINKED, by);
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
