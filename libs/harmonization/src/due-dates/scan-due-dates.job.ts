/*
 * What: works out what is due for every account, writes it down for staff and reminds carriers ahead at the program's days. It opens
 * no case and changes no status.
 * Who queues it: the scheduler, once a day in the program's time zone. Twice is safe: a duty is one row, a reminder is told once an
 * account, duty, date and step. Days that were missed lose nothing: the nearest step that has been reached is told then.
 * Gives up: never; a batch that fails is tried again at the next run, the ones before it stay done.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Clock, dateIn } from '@platform/clock';
import { Database } from '@platform/database';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { Duties } from './duties';
import { Reminders } from './reminders';

/** Accounts a transaction: short locks, and few round trips an account. */
const BATCH = 500;
const NEXT = `SELECT account_number AS "accountNumber" FROM account WHERE account_number > $1 ORDER BY account_number LIMIT ${BATCH}`;

@Injectable()
export class ScanDueDates implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly duties: Duties,
    private readonly reminders: Reminders,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  onModuleInit(): void {
    const { timeZone } = this.profile;
    this.jobs.add({ name: 'scan-due-dates', cron: '0 5 * * *', timeZone, run: () => this.run() });
  }

  async run(): Promise<void> {
    const today = dateIn(this.profile.timeZone, this.clock.now());
    for (let after = ''; ;) {
      const rows = await this.db.query<{ accountNumber: string }>(NEXT, [after]);
      const numbers = rows.map(({ accountNumber }) => accountNumber);
      if (numbers.length > 0) await this.scan(numbers, today);
      if (rows.length < BATCH) return;
      after = numbers.at(-1) ?? after;
    }
  }

  private async scan(accountNumbers: readonly string[], today: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      for (const each of await this.duties.refresh(tx, accountNumbers))
        await this.reminders.tell(tx, each, today);
    });
  }
}
