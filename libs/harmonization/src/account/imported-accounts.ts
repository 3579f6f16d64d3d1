import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import type { Write } from '@platform/database/write-together';
import { v7 as uuidv7 } from 'uuid';
import type { ActingParty } from '../audit/audit-log';
import { matchKeysOf } from '../domain/identifiers';
import { wireOf, type AccountDateName } from '../domain/life-cycle';
import type { ImportedMember } from '../domain/member-import/imported-member';
import type { HeldDate } from '../domain/member-import/merge-import';
import type { ProgramProfile } from '../domain/program-profile';
import type { SharedData } from '../domain/shared-data';
import { InjectProgram } from '../program/program';
import type { Account } from './account.entity';
import { AccountStanding } from './account-standing';
import { Accounts } from './accounts';

/** Provenance of everything that an import writes. */
export const IMPORT_SOURCE = 'IMPORT';

const ADD_ACCOUNTS = `
  INSERT INTO account (account_number, line_of_business, status, shared, usdot, bn9, canadian_carrier_code, opened_at)
  SELECT n, line, status, shared, usdot, bn9, ccc, at
  FROM json_to_recordset($1) AS t(n text, line text, status text, shared jsonb, usdot text, bn9 text, ccc text, at timestamptz)`;

const ADD_STATUSES = `
  INSERT INTO account_status_change (id, account_number, status, wire_status, effective_on, at, actor, reason_code, source)
  SELECT id, n, status, wire, on_, at, actor, reason, '${IMPORT_SOURCE}'
  FROM json_to_recordset($1) AS t(id uuid, n text, status text, wire text, on_ date, at timestamptz, actor text, reason text)`;

const ADD_DATES = `
  INSERT INTO account_date_change (id, account_number, name, value, at, actor, source)
  SELECT id, n, name, value, at, actor, '${IMPORT_SOURCE}'
  FROM json_to_recordset($1) AS t(id uuid, n text, name text, value date, at timestamptz, actor text)`;

/** What a changed row of a file changes of an account that is here already. */
export interface ImportedChange {
  readonly shared?: SharedData;
  readonly status?: string;
  readonly reasonCode?: string;
  readonly dates: readonly { readonly name: AccountDateName; readonly value: string }[];
}

/** Existing members become accounts: with their own numbers, and with history whose source is the import. */
@Injectable()
export class ImportedAccounts {
  constructor(
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** New accounts with their first status and their dates, as parts of a statement that several write together. */
  adding(members: readonly ImportedMember[], { actor }: ActingParty): Write[] {
    const now = this.clock.now();
    const today = dateIn(this.profile.timeZone, now);
    // Written out once: it stands in seven rows a member, and a Date is written out anew in each.
    const at = now.toISOString();
    return [
      { sql: ADD_ACCOUNTS, value: members.map((member) => accountRow(member, at)) },
      {
        sql: ADD_STATUSES,
        value: members.map(({ accountNumber, status, statusSince, statusReason }) => ({
          id: uuidv7(),
          n: accountNumber,
          status,
          wire: wireOf(this.profile.lifeCycle, status),
          on_: statusSince ?? today,
          at,
          actor,
          reason: statusReason,
        })),
      },
      {
        sql: ADD_DATES,
        value: members.flatMap(({ accountNumber, dates }) =>
          Object.entries(dates).map(([name, value]) => ({
            id: uuidv7(),
            n: accountNumber,
            name,
            value,
            at,
            actor,
          })),
        ),
      },
    ];
  }

  /** The present dates of an account, and which of them an import wrote. */
  async datesOf(tx: Tx, accountNumber: string): Promise<Partial<Record<AccountDateName, HeldDate>>> {
    const dates = await this.standing.dates(tx, accountNumber);
    return Object.fromEntries(
      dates.map(({ name, value, source }) => [name, { value, fromImport: source === IMPORT_SOURCE }]),
    );
  }

  /** Carries out what a changed row says; the caller holds the account's lock and has let the rules decide. */
  async change(tx: Tx, account: Account, change: ImportedChange, by: ActingParty): Promise<void> {
    if (change.shared) await this.accounts.storeShared(tx, account, change.shared);
    for (const { name, value } of change.dates)
      await this.standing.setDate(tx, account, { name, value, by, source: IMPORT_SOURCE });
    if (change.status !== undefined)
      await this.standing.imported(tx, account, {
        to: change.status,
        as: 'SYSTEM',
        by,
        source: IMPORT_SOURCE,
        reasonCode: change.reasonCode,
      });
  }
}

function accountRow(member: ImportedMember, at: string): object {
  const { accountNumber, lineOfBusiness, status, shared } = member;
  const { usdot, bn9, canadianCarrierCode } = matchKeysOf(shared.identifiers);
  return { n: accountNumber, line: lineOfBusiness, status, shared, usdot, bn9, ccc: canadianCarrierCode, at };
}
