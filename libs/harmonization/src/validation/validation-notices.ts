import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import type { Account } from '../account/account.entity';
import { inBoth, type Bilingual } from '../domain/bilingual';
import { dateInWords } from '../domain/date-in-words';
import type { ProgramProfile } from '../domain/program-profile';
import { Notices, primaryEmailOf } from '../notice/notices';
import { InjectProgram } from '../program/program';
import type { Validation } from './validation.entity';

/** What a carrier is told of its validation, each in the transaction of what it tells. */
@Injectable()
export class ValidationNotices {
  constructor(
    private readonly notices: Notices,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async ofVisit(tx: Tx, account: Account, { id }: Validation, visitOn: string): Promise<void> {
    const { name } = this.profile;
    const text = inBoth(
      `${name.en} will visit you on ${dateInWords(visitOn).en}.`,
      `Le programme ${name.fr} vous rendra visite le ${dateInWords(visitOn).fr}.`,
    );
    await this.write(tx, account, { kind: 'VALIDATION_NOTICE', text, facts: { validationId: id, visitOn } });
  }

  async ofReport(tx: Tx, account: Account, { id }: Validation, responseDueOn?: string): Promise<void> {
    const until = responseDueOn
      ? inBoth(
          ` It names required actions: respond until ${dateInWords(responseDueOn).en}.`,
          ` Il exige des mesures : répondez d’ici le ${dateInWords(responseDueOn).fr}.`,
        )
      : inBoth('', '');
    const text = inBoth(
      `The report of your validation has been issued.${until.en}`,
      `Le rapport de votre validation a été remis.${until.fr}`,
    );
    await this.write(tx, account, {
      kind: 'VALIDATION_REPORT',
      text,
      facts: { validationId: id, responseDueOn },
    });
  }

  async ofQuestion(tx: Tx, account: Account, { id }: Validation, question: string): Promise<void> {
    const { name } = this.profile;
    const text = inBoth(
      `${name.en} asks for your Validation Response: ${question}`,
      `Le programme ${name.fr} demande votre réponse à la validation : ${question}`,
    );
    await this.write(tx, account, { kind: 'VALIDATION_RESPONSE_ASKED', text, facts: { validationId: id } });
  }

  async ofOutcome(tx: Tx, account: Account, { id }: Validation, outcome: string): Promise<void> {
    const text = OUTCOMES[outcome] ?? inBoth(outcome, outcome);
    await this.write(tx, account, {
      kind: 'VALIDATION_OUTCOME',
      text,
      facts: { validationId: id, outcome },
    });
  }

  private async write(
    tx: Tx,
    account: Account,
    notice: { kind: string; text: Bilingual; facts: Record<string, unknown> },
  ): Promise<void> {
    const { accountNumber } = account;
    await this.notices.write(tx, { ...notice, accountNumber, email: primaryEmailOf(account) });
  }
}

const OUTCOMES: Readonly<Record<string, Bilingual>> = {
  PASSED: inBoth('You have passed your validation.', 'Vous avez réussi votre validation.'),
  FAILED: inBoth(
    'You have not passed your validation. An officer decides what follows.',
    'Vous n’avez pas réussi votre validation. Un agent décide de la suite.',
  ),
  CANCELLED: inBoth('Your validation was cancelled.', 'Votre validation a été annulée.'),
};
