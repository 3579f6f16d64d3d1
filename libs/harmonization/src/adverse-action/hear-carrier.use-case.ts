import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import { Accounts } from '../account/accounts';
import { AuditLog } from '../audit/audit-log';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { CarrierRepresentation } from './action-plan.entity';

/** ACC-7: while a denial is proposed the carrier may write to the program, as often as it likes; the informal review reads it. */
@Injectable()
export class HearCarrier {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Refuses: STATUS_NOT_ALLOWED where no denial is proposed, NOT_FOUND. */
  async execute(
    tx: Tx,
    carrier: Caller,
    accountNumber: string,
    text: string,
  ): Promise<CarrierRepresentation> {
    const account = await this.accounts.lockOwnAsOfficer(tx, carrier, accountNumber);
    const { denialProposed } = this.profile.lifeCycle;
    if (account.status !== denialProposed)
      throw new RefusedError({
        code: 'STATUS_NOT_ALLOWED',
        facts: { status: account.status, allowed: denialProposed ? [denialProposed] : [] },
      });
    const row = { id: uuidv7(), accountNumber, text, login: carrier.subject, at: this.clock.now() };
    await tx.insert(CarrierRepresentation, row);
    const by = { actor: carrier.subject, role: carrier.roles[0] ?? 'CARRIER' };
    await this.audit.append(tx, [
      {
        by,
        action: 'account.represented',
        subjectKind: 'account',
        subjectId: accountNumber,
        after: { id: row.id },
      },
    ]);
    return row;
  }

  async ofAccount(accountNumber: string): Promise<CarrierRepresentation[]> {
    return this.db.source.manager.find(CarrierRepresentation, {
      where: { accountNumber },
      order: { id: 'ASC' },
      take: 200,
    });
  }
}
