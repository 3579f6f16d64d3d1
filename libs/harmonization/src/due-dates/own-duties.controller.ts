import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { Clock, dateIn } from '@platform/clock';
import { Database } from '@platform/database';
import { Accounts } from '../account/accounts';
import { isOverdue } from '../domain/due-dates';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import type { DueItem } from './due.controller';

// One account's duties are few: one of each kind, and one for each thing that runs.
const OWN = `
  SELECT account_number AS "accountNumber", duty, due_on AS "dueOn", owed_by AS "owedBy", subject FROM duty
  WHERE account_number = $1 ORDER BY due_on, duty, subject LIMIT 100`;

/** What is due of one account, by its carrier or by the program, as the carrier sees it; the earliest first. */
@ApiTags('accounts')
@Controller('v1/accounts/:accountNumber/duties')
export class OwnDutiesController {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** What is due of the account, by its carrier or by the program; the earliest first. */
  @Get()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
  ): Promise<{ items: DueItem[] }> {
    await this.accounts.requireOwn(this.db.source.manager, caller, accountNumber);
    const today = dateIn(this.profile.timeZone, this.clock.now());
    const rows = await this.db.query<Omit<DueItem, 'overdue'>>(OWN, [accountNumber]);
    return { items: rows.map((row) => ({ ...row, overdue: isOverdue(row.dueOn, today) })) };
  }
}
