import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import type { SharedRows, Write } from '@platform/database/write-together';
import { v7 as uuidv7 } from 'uuid';
import type { ActingParty } from '../audit/audit-log';
import { matchKeysOf } from '../domain/identifiers';
import type { IsoDate } from '../domain/calendar';
import { wireOf, type AccountDateName, type LifeCycle } from '../domain/life-cycle';
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

/** A member that is new here: what its row says, as it is read and as the JSON that is sent and kept. */
export interface NewMember {
  readonly member: ImportedMember;
  readonly json: string;
  readonly line: number;
  readonly fingerprint: string;
}

/** Name of the rows that every part reads which writes something of a new member. */
export const NEW_MEMBER = 'new_member';

const NEW_MEMBERS = `
  SELECT member->>'accountNumber' AS n, t.*, $2::timestamptz AS at, $3::text AS actor, $4::uuid AS import_id
  FROM json_to_recordset($1) AS t(line int, fingerprint text, member jsonb, wire text, since date, usdot text, bn9 text, ccc text, ids uuid[])`;

const ADD_ACCOUNTS = `
  INSERT INTO account (account_number, line_of_business, status, shared, usdot, bn9, canadian_carrier_code, opened_at)
  SELECT n, member->>'lineOfBusiness', member->>'status', member->'shared', usdot, bn9, ccc, at FROM ${NEW_MEMBER}`;

const ADD_STATUSES = `
  INSERT INTO account_status_change (id, account_number, status, wire_status, effective_on, at, actor, reason_code, source)
  SELECT ids[1], n, member->>'status', wire, since, at, actor, member->>'statusReason', '${IMPORT_SOURCE}' FROM ${NEW_MEMBER}`;

const ADD_DATES = `
  INSERT INTO account_date_change (id, account_number, name, value, at, actor, source)
  SELECT ids[1 + nth], n, name, value::date, at, actor, '${IMPORT_SOURCE}'
  FROM ${NEW_MEMBER}, jsonb_each_text(member->'dates') WITH ORDINALITY AS d(name, value, nth)`;

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

  /** New accounts with their first status and their dates: the parts that write them, and the rows that these and others read. */
  adding(
    members: readonly NewMember[],
    { actor }: ActingParty,
    importId: string,
  ): { rows: SharedRows; writes: Write[] } {
    const now = this.clock.now();
    const today = dateIn(this.profile.timeZone, now);
    const json = members.map((each) => newMemberJson(each, this.profile.lifeCycle, today)).join(',');
    return {
      rows: { name: NEW_MEMBER, sql: NEW_MEMBERS, values: [`[${json}]`, now, actor, importId] },
      writes: [{ sql: ADD_ACCOUNTS }, { sql: ADD_STATUSES }, { sql: ADD_DATES }],
    };
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

/** Written out by hand around the member's own JSON, which its fingerprint is of too: nothing is put into JSON twice. */
function newMemberJson(
  { member, json, line, fingerprint }: NewMember,
  lifeCycle: LifeCycle,
  today: IsoDate,
): string {
  const { usdot, bn9, canadianCarrierCode: ccc } = matchKeysOf(member.shared.identifiers);
  const ids = Array.from({ length: 1 + Object.keys(member.dates).length }, () => uuidv7());
  const wire = wireOf(lifeCycle, member.status);
  const since = member.statusSince ?? today;
  const beside = JSON.stringify({ line, fingerprint, wire, since, usdot, bn9, ccc, ids });
  return `${beside.slice(0, -1)},"member":${json}}`;
}
