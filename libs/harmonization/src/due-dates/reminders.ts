import { Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { inBoth, type Bilingual } from '../domain/bilingual';
import { dateInWords } from '../domain/date-in-words';
import { reminderDaysOf, reminderDue, type DueDate, type Duty } from '../domain/due-dates';
import type { ProgramProfile } from '../domain/program-profile';
import { Notices } from '../notice/notices';
import { InjectProgram } from '../program/program';
import type { AccountDuties } from './duties';

const TELL_ONCE = `
  INSERT INTO duty_reminder (account_number, duty, subject, due_on, days_ahead, told_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT DO NOTHING RETURNING 1`;

const WORDS: Readonly<Partial<Record<Duty, Bilingual>>> = {
  REVALIDATION: inBoth('The revalidation', 'La revalidation'),
  ANNUAL_REVIEW: inBoth('The annual review of the security profile', 'L’examen annuel du profil de sécurité'),
  ANNUAL_SIGN_IN: inBoth('The yearly sign-in', 'L’ouverture de session annuelle'),
  VALIDATION_RESPONSE: inBoth('The response to the validation report', 'La réponse au rapport de validation'),
  ACTION_PLAN: inBoth('The action plan', 'Le plan d’action'),
  REPRESENTATIONS: inBoth(
    'What you wish to write about the proposed denial',
    'Vos observations sur le refus proposé',
  ),
};

/** Reminds carriers of what they owe: each step of each date once, the nearest one where days were missed. */
@Injectable()
export class Reminders {
  constructor(
    private readonly notices: Notices,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async tell(tx: Tx, { accountNumber, due }: AccountDuties, today: string): Promise<void> {
    for (const each of due.filter(({ owedBy }) => owedBy === 'CARRIER'))
      await this.tellOf(tx, accountNumber, each, today);
  }

  private async tellOf(
    tx: Tx,
    accountNumber: string,
    { duty, on, subject }: DueDate,
    today: string,
  ): Promise<void> {
    const daysAhead = reminderDue(on, today, reminderDaysOf(this.profile.duties, duty));
    if (daysAhead === undefined) return;
    const step = [accountNumber, duty, subject, on, daysAhead, this.clock.now()];
    const told: unknown[] = await tx.query(TELL_ONCE, step);
    if (told.length === 0) return;
    const what = WORDS[duty] ?? inBoth(duty, duty);
    const text = inBoth(
      `${what.en} of your account ${accountNumber} is due on ${dateInWords(on).en}.`,
      `${what.fr} de votre compte ${accountNumber} : échéance le ${dateInWords(on).fr}.`,
    );
    const facts = { dueOn: on, daysAhead, ...(subject ? { subject } : {}) };
    await this.notices.write(tx, { kind: `${duty}_DUE`, accountNumber, text, facts });
  }
}
