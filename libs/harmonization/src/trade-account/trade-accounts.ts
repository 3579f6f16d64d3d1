import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import type { Account } from '../account/account.entity';
import { AccountStanding } from '../account/account-standing';
import { AuditLog, asSystem, type ActingParty } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { wireOf } from '../domain/life-cycle';
import type { ProgramProfile } from '../domain/program-profile';
import { accountInTheWay, companyKeyOf, type Sibling } from '../domain/trade-account';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { TradeAccount, TradeAccountMember } from './trade-account.entity';

const MEMBERS = `
  SELECT a.account_number AS "accountNumber", a.line_of_business AS "lineOfBusiness", a.status
  FROM trade_account_member m JOIN account a ON a.account_number = m.account_number
  WHERE m.trade_account_id = $1 ORDER BY a.account_number`;

/** The table of companies: its only writer. */
@Injectable()
export class TradeAccounts implements OnModuleInit {
  constructor(
    private readonly standing: AccountStanding,
    private readonly cases: Cases,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** An account that an application or an import has opened joins its company when its status is next written. */
  onModuleInit(): void {
    this.standing.follow((tx, account) => this.joinByItself(tx, account));
  }

  /** The company by this key, locked so that two accounts cannot join it at once; a new one where nobody has it, or there is no key. */
  async lockOrOpen(tx: Tx, companyKey: string | undefined): Promise<TradeAccount> {
    const opened = { id: uuidv7(), companyKey: companyKey ?? null, openedAt: this.clock.now() };
    await tx.createQueryBuilder().insert().into(TradeAccount).values(opened).orIgnore().execute();
    const where = companyKey === undefined ? { id: opened.id } : { companyKey };
    return tx.findOneOrFail(TradeAccount, { where, lock: { mode: 'pessimistic_write' } });
  }

  /** The company of an account that is here already, which joins a new one where it has none; a company of its own without an account. */
  async lockOrOpenOf(tx: Tx, accountNumber: string | undefined, by: ActingParty): Promise<TradeAccount> {
    const member = accountNumber === undefined ? null : await this.of(tx, accountNumber);
    if (member) return found(await this.lock(tx, member.tradeAccountId));
    const opened = await this.lockOrOpen(tx, undefined);
    if (accountNumber !== undefined) await this.join(tx, opened.id, accountNumber, by);
    return opened;
  }

  async lock(tx: Tx, id: string): Promise<TradeAccount | null> {
    return tx.findOne(TradeAccount, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async of(tx: Tx, accountNumber: string): Promise<TradeAccountMember | null> {
    return tx.findOneBy(TradeAccountMember, { accountNumber });
  }

  async members(tx: Tx, id: string): Promise<(Sibling & { status: string })[]> {
    const rows: (Omit<Sibling, 'wire'> & { status: string })[] = await tx.query(MEMBERS, [id]);
    return rows.map((row) => ({ ...row, wire: wireOf(this.profile.lifeCycle, row.status) }));
  }

  /** TRADE-2: the account that stands in the way of one more of this line, if the line is harmonized. */
  async inTheWay(tx: Tx, id: string, line: string): Promise<Sibling | undefined> {
    if (!Object.values(this.profile.accountLines).includes(line)) return undefined;
    return accountInTheWay(line, await this.members(tx, id));
  }

  async join(tx: Tx, tradeAccountId: string, accountNumber: string, by: ActingParty): Promise<void> {
    await tx.insert(TradeAccountMember, { accountNumber, tradeAccountId, joinedAt: this.clock.now() });
    const subject = { subjectKind: 'account' as const, subjectId: accountNumber };
    await this.audit.append(tx, [
      { by, action: 'trade-account.joined', ...subject, after: { tradeAccountId } },
    ]);
  }

  /** What is opened elsewhere is never refused here: a second account of a harmonized line stands alone, and staff get a case. */
  private async joinByItself(tx: Tx, { accountNumber, lineOfBusiness, shared }: Account): Promise<void> {
    const companyKey = companyKeyOf(this.profile.accountsGroupedBy, shared.identifiers);
    if (companyKey === undefined || (await this.of(tx, accountNumber))) return;
    const { id } = await this.lockOrOpen(tx, companyKey);
    const other = await this.inTheWay(tx, id, lineOfBusiness);
    if (!other) return this.join(tx, id, accountNumber, asSystem('trade-account'));
    const facts = { accounts: [other.accountNumber, accountNumber], lineOfBusiness };
    await this.cases.open(
      tx,
      { kind: 'DUPLICATE', subjectKind: 'account', subjectId: other.accountNumber, facts },
      asSystem('trade-account'),
    );
  }
}
