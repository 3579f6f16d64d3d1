import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import { Database } from '@platform/database';
import { ReadAccounts } from '../account/account-reading';
import { Accounts } from '../account/accounts';
import { ReadApplications } from '../application/read-applications';
import { AuditLog } from '../audit/audit-log';
import { Consents } from '../consent/consents';
import { ReadLinks } from '../linking/read-links';
import { AccountUsers } from '../people/account-users';
import { userView } from '../people/user-view';
import { Validations } from '../validation/validations';
import type { DateTurn, ExportSections, StatusTurn } from './account-export';

const PAGE = 100;

const DATES = `
  SELECT name, value::text AS on, at, source FROM account_date_change WHERE account_number = $1 ORDER BY id`;
const STATUSES = `
  SELECT status, effective_on::text AS on, at, reason_code AS "reasonCode", source FROM account_status_change WHERE account_number = $1 ORDER BY id`;
const APPLICATIONS = `
  SELECT id FROM application WHERE account_number = $1 AND ($2::uuid IS NULL OR id > $2::uuid) ORDER BY id LIMIT ${PAGE}`;
const NOTICES = `
  SELECT id, kind, text, facts, at FROM notice WHERE account_number = $1 AND ($2::uuid IS NULL OR id > $2::uuid) ORDER BY id LIMIT ${PAGE}`;
const LINKS = `
  SELECT link_id AS id FROM link WHERE local_account_number = $1 AND ($2::uuid IS NULL OR link_id > $2::uuid) ORDER BY link_id LIMIT ${PAGE}`;

/** Everything that is held of an account and that its carrier may see, section by section, a page at a time. */
@Injectable()
export class ExportAccount {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly readAccounts: ReadAccounts,
    private readonly readApplications: ReadApplications,
    private readonly readLinks: ReadLinks,
    private readonly consents: Consents,
    private readonly validations: Validations,
    private readonly users: AccountUsers,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The document as pieces of JSON text, never whole in memory. Refuses before the first piece: NOT_FOUND, NOT_ALLOWED. */
  async execute(caller: Caller, accountNumber: string): Promise<AsyncGenerator<string>> {
    const exportedAt = this.clock.now();
    await this.db.transaction(async (tx) => {
      await this.accounts.requireOfficer(tx, caller, accountNumber);
      const by = { actor: caller.subject, role: caller.roles[0] ?? 'CARRIER' };
      await this.audit.append(tx, [
        { by, action: 'account.exported', subjectKind: 'account', subjectId: accountNumber },
      ]);
    });
    return this.document(caller, accountNumber, exportedAt);
  }

  private async *document(caller: Caller, accountNumber: string, exportedAt: Date): AsyncGenerator<string> {
    const tx = this.db.source.manager;
    // Also at the client, whose carrier reads its account at the host: its own data are its own everywhere.
    const account = await this.readAccounts.any(accountNumber);
    yield `{"exportedAt":${JSON.stringify(exportedAt)},"account":${JSON.stringify(account)}`;
    yield* section('statusHistory', all(await this.db.query<StatusTurn>(STATUSES, [accountNumber])));
    yield* section('dateHistory', all(await this.db.query<DateTurn>(DATES, [accountNumber])));
    yield* section('users', all((await this.users.people(tx, accountNumber)).map(userView)));
    yield* section('consents', all(await this.consents.ofAccount(tx, accountNumber)));
    yield* section('validations', all(await this.validations.ofAccount(tx, accountNumber)));
    yield* section(
      'applications',
      this.each(APPLICATIONS, accountNumber, ({ id }) => this.readApplications.one(caller, id)),
    );
    yield* section(
      'links',
      this.each(LINKS, accountNumber, ({ id }) => this.readLinks.one(caller, id)),
    );
    yield* section(
      'notices',
      this.each(NOTICES, accountNumber, async (notice) => notice),
    );
    yield '}\n';
  }

  private async *each<Shown, Row extends { id: string } = Shown & { id: string }>(
    sql: string,
    accountNumber: string,
    show: (row: Row) => Promise<Shown>,
  ): AsyncGenerator<Shown> {
    let after: string | null = null;
    for (;;) {
      const rows: Row[] = await this.db.query<Row>(sql, [accountNumber, after]);
      for (const row of rows) yield await show(row);
      if (rows.length < PAGE) return;
      after = rows.at(-1)?.id ?? null;
    }
  }
}

async function* all<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

async function* section<Name extends keyof ExportSections>(
  name: Name,
  rows: AsyncIterable<ExportSections[Name][number]>,
): AsyncGenerator<string> {
  yield `,\n${JSON.stringify(name)}:[`;
  let separator = '';
  for await (const row of rows) {
    yield `${separator}${JSON.stringify(row)}`;
    separator = ',\n';
  }
  yield ']';
}
