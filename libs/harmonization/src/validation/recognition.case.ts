import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { AccountStanding } from '../account/account-standing';
import { Accounts } from '../account/accounts';
import { asPeer, type ActingParty } from '../audit/audit-log';
import { CaseDefinitions, RegisteredCase, type CaseChoice } from '../casework/case-definition';
import { Cases } from '../casework/cases';
import type { CaseFacts, CaseResolution, StaffCase } from '../casework/staff-case.entity';
import { inBoth, type Bilingual } from '../domain/bilingual';
import type { ProgramProfile } from '../domain/program-profile';
import { reasonBehind } from '../domain/spoken-codes';
import { isMember } from '../domain/wire-status';
import { InjectProgram } from '../program/program';
import { PlanValidation } from './plan-validation.use-case';
import { RecognizeValidation } from './recognize-validation.use-case';
import { ValidationResponses } from './validation-response.use-case';
import { ValidationSteps } from './validation-steps';
import type { Validation } from './validation.entity';
import { Validations } from './validations';

/** What a case of this kind is about: declined here, declined by the other, or failed at the other. */
type About = 'DECLINED_HERE' | 'DECLINED_THERE' | 'FAILED_THERE';

const NOTED: CaseChoice = {
  code: 'NOTED',
  label: inBoth('Noted: nothing follows from it', 'Pris en note : sans suite'),
  effect: inBoth(
    'The case closes. Statuses and dates stay as they are.',
    'Le dossier est fermé. Statuts et dates restent tels quels.',
  ),
};

const CHOICES: Readonly<Record<About, readonly CaseChoice[]>> = {
  DECLINED_HERE: [
    NOTED,
    {
      code: 'ASK_CARRIER',
      label: inBoth(
        'Ask the carrier for a Validation Response',
        'Demander au transporteur une réponse à la validation',
      ),
      effect: inBoth(
        'The carrier is asked the question that you give as the reason; its answer is read here and at the host.',
        'La question donnée comme motif est posée au transporteur; sa réponse est lue ici et à l’hôte.',
      ),
    },
    {
      code: 'RECOGNIZE',
      by: ['HQ'],
      label: inBoth('Recognize it after all', 'La reconnaître malgré tout'),
      effect: inBoth(
        'The validation counts here from now on, with the dates of its visit.',
        'La validation compte ici désormais, aux dates de sa visite.',
      ),
    },
  ],
  DECLINED_THERE: [
    NOTED,
    {
      code: 'VISIT_AGAIN',
      label: inBoth('Plan a new validation', 'Planifier une nouvelle validation'),
      effect: inBoth(
        'A revalidation is planned; its notice starts the 30 days.',
        'Une revalidation est planifiée; son avis fait courir les 30 jours.',
      ),
    },
  ],
  FAILED_THERE: [NOTED],
};

/** RECOGNITION: the two programs do not see a validation alike, or one failed at the host and this program has to decide for itself. */
@Injectable()
export class RecognitionCase extends RegisteredCase {
  readonly kind = 'RECOGNITION';
  readonly dueDays = 15;

  constructor(
    definitions: CaseDefinitions,
    private readonly cases: Cases,
    private readonly validations: Validations,
    private readonly steps: ValidationSteps,
    private readonly planning: PlanValidation,
    private readonly recognizing: RecognizeValidation,
    private readonly responses: ValidationResponses,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super(definitions);
  }

  override onModuleInit(): void {
    super.onModuleInit();
    this.validations.onHeard(async (tx, row, before) => {
      const isDeclined = row.recognition?.outcome === 'DECLINED';
      if (row.performedHere && isDeclined && before?.recognition?.outcome !== 'DECLINED')
        await this.open(tx, row, 'DECLINED_THERE');
      if (!row.performedHere && row.state === 'FAILED' && before?.state !== 'FAILED')
        await this.openFailed(tx, row);
    });
  }

  why({ about, reasonCode }: CaseFacts): Bilingual {
    const reason = reasonBehind(this.profile, reasonCode);
    if (about === 'DECLINED_THERE')
      return inBoth(
        `The other program does not recognize the validation done here${reason.en}.`,
        `L’autre programme ne reconnaît pas la validation faite ici${reason.fr}.`,
      );
    if (about === 'FAILED_THERE')
      return inBoth(
        'The carrier failed the validation of its host. Its status here stays until an officer of this program decides.',
        'Le transporteur n’a pas réussi la validation effectuée par son hôte. Son statut ici demeure le même jusqu’à la décision d’un agent de ce programme.',
      );
    return inBoth(
      `Headquarters declined to recognize the host’s validation${reason.en}.`,
      `L’administration centrale a refusé de reconnaître la validation effectuée par l’hôte${reason.fr}.`,
    );
  }

  choices({ facts }: StaffCase): readonly CaseChoice[] {
    return CHOICES[(facts.about as About | undefined) ?? 'DECLINED_HERE'];
  }

  async carryOut(tx: Tx, row: StaffCase, { choice, reason }: CaseResolution, by: ActingParty): Promise<void> {
    const officer = { subject: by.actor, roles: [by.role] };
    if (choice === 'VISIT_AGAIN')
      await this.planning.execute(tx, officer, row.subjectId, { kind: 'REVALIDATION' });
    if (choice !== 'ASK_CARRIER' && choice !== 'RECOGNIZE') return;
    const held = await this.steps.lock(tx, String(row.facts.validationId));
    if (choice === 'RECOGNIZE') await this.recognizing.say(held, officer, { recognized: true });
    else await this.responses.askHeld(held, officer, reason);
  }

  private async openFailed(tx: Tx, row: Validation): Promise<void> {
    const account = await this.accounts.find(tx, row.accountNumber);
    if (account && isMember(this.standing.wireStatus(account))) await this.open(tx, row, 'FAILED_THERE');
  }

  private async open(tx: Tx, row: Validation, about: About): Promise<void> {
    const facts = { validationId: row.id, about, reasonCode: row.recognition?.reasonCode };
    const subject = { kind: 'RECOGNITION', subjectKind: 'account', subjectId: row.accountNumber } as const;
    await this.cases.open(tx, { ...subject, facts }, asPeer(this.profile.peer.code));
  }
}
