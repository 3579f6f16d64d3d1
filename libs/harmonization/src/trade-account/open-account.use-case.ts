import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock, dateIn } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { Idempotency } from '@platform/idempotency/idempotency';
import type { GivenAnswer } from '@platform/idempotency/idempotent-request';
import type { Account } from '../account/account.entity';
import { AccountStanding } from '../account/account-standing';
import { Accounts } from '../account/accounts';
import { AuditLog } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { inBoth } from '../domain/bilingual';
import { matchKeysOf } from '../domain/identifiers';
import { normalizeForm } from '../domain/normalize-form';
import type { ProgramProfile } from '../domain/program-profile';
import type { SharedData } from '../domain/shared-data';
import { checkSharedData } from '../domain/shared-data-check';
import { companyKeyOf } from '../domain/trade-account';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import type { TradeAccount } from './trade-account.entity';
import { TradeAccounts } from './trade-accounts';

export interface NewAccount {
  lineOfBusiness: string;
  shared: Record<string, unknown>;
  tradeAccountId?: string;
}

export interface OpenedAccount {
  accountNumber: string;
  lineOfBusiness: string;
  status: string;
  tradeAccountId: string;
}

/** Staff open an account of any line of business; it lives its own life beside the company's others. */
@Injectable()
export class OpenAccount {
  constructor(
    private readonly db: Database,
    private readonly idempotency: Idempotency,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly companies: TradeAccounts,
    private readonly cases: Cases,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Refuses: DATA_INVALID, NOT_FOUND (the trade account), ACCOUNT_DUPLICATE for a second one of a harmonized line, with a case for staff. */
  async execute(officer: Caller, given: NewAccount, key: string): Promise<GivenAnswer<OpenedAccount>> {
    const shared = this.checked(given);
    const request = { caller: officer.subject, route: 'POST /v1/staff/accounts', key, body: given };
    return this.idempotency
      .run(request, async (tx) => {
        const company = await this.company(tx, officer, given, shared);
        await this.requireFirst(tx, company, given.lineOfBusiness);
        const account = await this.open(tx, officer, given.lineOfBusiness, shared);
        await this.companies.join(tx, company.id, account.accountNumber, officerOf(officer));
        await this.standing.opened(tx, account, officerOf(officer), 'officer');
        const { accountNumber, lineOfBusiness, status } = account;
        const body = { accountNumber, lineOfBusiness, status, tradeAccountId: company.id };
        return { status: 201, body, location: `/v1/staff/accounts/${accountNumber}` };
      })
      .catch((error: unknown) => this.reported(officer, error));
  }

  private checked({ lineOfBusiness, shared }: NewAccount): SharedData {
    const data = normalizeForm(shared) as unknown as SharedData;
    const today = dateIn(this.profile.timeZone, this.clock.now());
    const lines = [...Object.values(this.profile.accountLines), ...this.profile.otherLines];
    const findings = [
      ...(lines.includes(lineOfBusiness)
        ? []
        : [
            {
              pointer: '/lineOfBusiness',
              code: 'LINE_OF_BUSINESS_UNKNOWN',
              expected: inBoth(`one of ${lines.join(', ')}`, `l’une des valeurs ${lines.join(', ')}`),
            },
          ]),
      ...checkSharedData(data, { today }).map((each) => ({ ...each, pointer: `/shared${each.pointer}` })),
    ];
    if (findings.length > 0) throw new RefusedError({ code: 'DATA_INVALID' }, findings);
    return data;
  }

  private async company(
    tx: Tx,
    officer: Caller,
    { tradeAccountId }: NewAccount,
    shared: SharedData,
  ): Promise<TradeAccount> {
    if (tradeAccountId) return found(await this.companies.lock(tx, tradeAccountId));
    const companyKey = companyKeyOf(this.profile.accountsGroupedBy, shared.identifiers);
    if (companyKey !== undefined) return this.companies.lockOrOpen(tx, companyKey);
    // A company from abroad has no such key: its accounts are found by their other identifiers.
    const [present] = await this.accounts.matching(tx, matchKeysOf(shared.identifiers));
    return this.companies.lockOrOpenOf(tx, present, officerOf(officer));
  }

  private async requireFirst(tx: Tx, { id }: TradeAccount, line: string): Promise<void> {
    const other = await this.companies.inTheWay(tx, id, line);
    if (other)
      throw new RefusedError({
        code: 'ACCOUNT_DUPLICATE',
        facts: { accountNumber: other.accountNumber, lineOfBusiness: line },
      });
  }

  private async open(tx: Tx, officer: Caller, line: string, shared: SharedData): Promise<Account> {
    const account = await this.accounts.open(tx, line, shared);
    const { accountNumber } = account;
    for (const { email, isCompanyOfficer } of shared.contacts)
      if (isCompanyOfficer) await this.accounts.giveAccess(tx, accountNumber, { email, role: 'OFFICER' });
    const subject = { subjectKind: 'account' as const, subjectId: accountNumber };
    const by = officerOf(officer);
    await this.audit.append(tx, [
      { by, action: 'account.opened', ...subject, after: { lineOfBusiness: line } },
    ]);
    return account;
  }

  /** The refusal has rolled everything back, so the case is opened in a transaction of its own. */
  private async reported(officer: Caller, error: unknown): Promise<never> {
    if (error instanceof RefusedError && error.refusal.code === 'ACCOUNT_DUPLICATE') {
      const facts = { ...error.refusal.facts };
      const subject = { subjectKind: 'account' as const, subjectId: String(facts.accountNumber) };
      await this.db.transaction((tx) =>
        this.cases.open(tx, { kind: 'DUPLICATE', ...subject, facts }, officerOf(officer)),
      );
    }
    throw error;
  }
}

const officerOf = ({ subject, roles }: Caller) => ({ actor: subject, role: roles[0] ?? 'OFFICER' });
