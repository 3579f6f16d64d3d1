/*
 * What: tells carriers of revalidations that come due (90, 30 and 7 days ahead, and on the day), and opens no case by itself.
 * Who queues it: the scheduler, once a day in the program's time zone. Twice is safe: each reminder is one notice, written
 * once an account, date and step.
 * Gives up: never; what is missed today is reminded tomorrow, at the step that then stands.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Clock, dateIn } from '@platform/clock';
import { Database } from '@platform/database';
import { addDays } from '../domain/calendar';
import { reminderDaysOf, reminderDue } from '../domain/due-dates';
import { inBoth } from '../domain/bilingual';
import type { ProgramProfile } from '../domain/program-profile';
import { Notices } from '../notice/notices';
import { InjectProgram } from '../program/program';

const BATCH = 500;

/** The newest `nextRevalidationDue` of each account, where it is near and its step has not been told. */
const NEAR = `
  SELECT DISTINCT ON (d.account_number) d.account_number AS "accountNumber", d.value::text AS "dueOn"
  FROM account_date_change d JOIN account a ON a.account_number = d.account_number
  WHERE d.name = 'nextRevalidationDue' AND d.value <= $1 AND d.account_number > $2
    AND NOT EXISTS (SELECT 1 FROM account_date_change later WHERE later.account_number = d.account_number AND later.name = d.name AND later.id > d.id)
  ORDER BY d.account_number, d.id DESC LIMIT ${BATCH}`;

const ALREADY_TOLD = `SELECT 1 FROM notice WHERE account_number = $1 AND kind = 'REVALIDATION_DUE' AND facts @> $2::jsonb LIMIT 1`;

@Injectable()
export class ScanDueDates implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly notices: Notices,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'scan-due-dates', cron: '0 5 * * *', run: () => this.run() });
  }

  async run(): Promise<void> {
    const today = dateIn(this.profile.timeZone, this.clock.now());
    const horizon = addDays(today, this.steps()[0] ?? 0);
    let after = '';
    for (;;) {
      const near = await this.db.query<{ accountNumber: string; dueOn: string }>(NEAR, [horizon, after]);
      for (const { accountNumber, dueOn } of near) await this.remind(accountNumber, dueOn, today);
      if (near.length < BATCH) return;
      after = near.at(-1)?.accountNumber ?? after;
    }
  }

  private async remind(accountNumber: string, dueOn: string, today: string): Promise<void> {
    const daysAhead = reminderDue(dueOn, today, this.steps());
    if (daysAhead === undefined) return;
    const facts = { dueOn, daysAhead };
    await this.db.transaction(async (tx) => {
      const told: unknown[] = await tx.query(ALREADY_TOLD, [accountNumber, JSON.stringify(facts)]);
      if (told.length > 0) return;
      const text = inBoth(
        `The revalidation of your account ${accountNumber} is due on ${dueOn}.`,
        `La revalidation de votre compte ${accountNumber} est prévue pour le ${dueOn}.`,
      );
      await this.notices.write(tx, { kind: 'REVALIDATION_DUE', accountNumber, text, facts });
    });
  }

  private steps(): readonly number[] {
    return reminderDaysOf(this.profile.duties, 'REVALIDATION');
  }
}
