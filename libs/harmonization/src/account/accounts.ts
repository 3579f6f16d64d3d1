import { Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { entityRows } from '@platform/database/entity-rows';
import { rowsRead, statement } from '@platform/database/statement';
import { anyKey, type Write } from '@platform/database/write-together';
import { v7 as uuidv7 } from 'uuid';
import { strongest, type AccountRole } from '../domain/account-roles';
import type { CarrierIdentifiers } from '../domain/application-record';
import { accountNumberOf, isGeneratedAccountNumber } from '../domain/account-number';
import { matchKeysOf } from '../domain/identifiers';
import type { SharedData } from '../domain/shared-data';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import { Account, AccountAccess, AccountVerification } from './account.entity';
import { UNREAD_DATA } from './unread-data';

/** Someone signed in, as far as access to accounts needs it; `email` only where the identity provider has verified it. */
export interface SignedIn {
  readonly subject: string;
  readonly email?: string;
}

const NAMES = `SELECT account_number AS number, shared->>'legalName' AS name FROM account WHERE account_number = ANY($1)`;

const MATCHES = `SELECT account_number FROM account
  WHERE usdot = $1 OR bn9 = $2 OR canadian_carrier_code = $3 ORDER BY account_number`;

const ACCESSIBLE = statement(`SELECT account_number FROM account_access
  WHERE login = $1 OR email = $2 GROUP BY account_number ORDER BY account_number`);

const ROLES = statement(
  'SELECT role FROM account_access WHERE account_number = $3 AND (login = $1 OR email = $2)',
);
const NEXT_NUMBER = `SELECT max(nextval('account_number_seq')) AS n FROM generate_series(1, $1::int)`;
// At most so many at once: a number that an import has brought may look like one of ours, far ahead.
const PASS_NUMBERS = `
  SELECT count(nextval('account_number_seq')) FROM account_number_seq s, generate_series(s.last_value + 1, least($1::bigint, s.last_value + 100000))`;
// In the order of their numbers, so that two batches cannot wait for each other.
const IN_ORDER = 'WHERE account_number = ANY ($1) ORDER BY account_number FOR UPDATE';
const LOCK_ALL = entityRows(Account, IN_ORDER);
const LOCK_UNREAD = entityRows(Account, IN_ORDER, [], ['shared']);
const DATA = 'SELECT account_number AS "accountNumber", shared FROM account WHERE account_number = ANY ($1)';
const LOCK = entityRows(Account, 'WHERE account_number = $1 FOR UPDATE');

type OpenedAccount = Pick<Account, 'accountNumber' | 'lineOfBusiness' | 'shared' | 'status'>;

/** What a link does to an account; `data` only where they change: all of them, and the pieces that differ from what the account holds. */
export interface AccountChange {
  readonly account: Account;
  readonly recordRole: Account['recordRole'];
  readonly data?: { readonly shared: SharedData; readonly pieces: Partial<SharedData> };
}

// Only the pieces that change are sent: the database has the others, in the row that the caller has locked and compared with.
const STORE_ALL = `
  UPDATE account a SET record_role = t."recordRole", version = t.version,
    shared = CASE WHEN t.pieces IS NULL THEN a.shared WHEN t.gone IS NULL THEN a.shared || t.pieces ELSE (a.shared - t.gone) || t.pieces END,
    usdot = CASE WHEN t.pieces IS NULL THEN a.usdot ELSE t.usdot END,
    bn9 = CASE WHEN t.pieces IS NULL THEN a.bn9 ELSE t.bn9 END,
    canadian_carrier_code = CASE WHEN t.pieces IS NULL THEN a.canadian_carrier_code ELSE t."canadianCarrierCode" END
  FROM jsonb_to_recordset($1) AS t("accountNumber" text, "recordRole" text, version int, pieces jsonb, gone text[], usdot text, bn9 text,
    "canadianCarrierCode" text)
  WHERE a.account_number = t."accountNumber" AND a.account_number = ${anyKey('accountNumber', 'text')}`;

/** The table of accounts: the only writer of `account`, `account_access` and `account_verification`. */
@Injectable()
export class Accounts {
  constructor(
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** The account, locked until the transaction ends: whatever relies on the right to edit starts here. */
  async lock(tx: Tx, accountNumber: string): Promise<Account | null> {
    return (await LOCK(tx, [accountNumber]))[0] ?? null;
  }

  /** Several accounts, locked in the order of their numbers so that two batches cannot wait for each other. */
  async lockAll(tx: Tx, accountNumbers: readonly string[]): Promise<Map<string, Account>> {
    const rows = await LOCK_ALL(tx, [[...new Set(accountNumbers)]]);
    return new Map(rows.map((row) => [row.accountNumber, row]));
  }

  /** As `lockAll`, but `shared` only stands for the data until `readData` has read them: for what hardly ever concerns them. */
  async lockAllUnread(tx: Tx, accountNumbers: readonly string[]): Promise<Map<string, Account>> {
    const rows = await LOCK_UNREAD(tx, [[...new Set(accountNumbers)]]);
    return new Map(rows.map((row) => [row.accountNumber, Object.assign(row, { shared: UNREAD_DATA })]));
  }

  /** Reads the shared data of accounts that the caller has locked. */
  async readData(tx: Tx, accounts: readonly Account[]): Promise<void> {
    const numbers = accounts.map(({ accountNumber }) => accountNumber);
    const rows: Pick<Account, 'accountNumber' | 'shared'>[] = await tx.query(DATA, [numbers]);
    const data = new Map(rows.map(({ accountNumber, shared }) => [accountNumber, shared]));
    for (const account of accounts) account.shared = found(data.get(account.accountNumber));
  }

  async find(tx: Tx, accountNumber: string): Promise<Account | null> {
    return tx.findOneBy(Account, { accountNumber });
  }

  /** Legal names by account number. */
  async namesOf(tx: Tx, accountNumbers: readonly string[]): Promise<Map<string, string>> {
    const rows: { number: string; name: string }[] = await tx.query(NAMES, [accountNumbers]);
    return new Map(rows.map(({ number, name }) => [number, name]));
  }

  /** Numbers of the accounts that carry any of the identifiers. */
  async matching(tx: Tx, identifiers: CarrierIdentifiers): Promise<string[]> {
    const { usdot, bn9, canadianCarrierCode } = identifiers;
    if (!usdot && !bn9 && !canadianCarrierCode) return [];
    const rows: { account_number: string }[] = await tx.query(MATCHES, [usdot, bn9, canadianCarrierCode]);
    return rows.map((row) => row.account_number);
  }

  /** Opens an account in the life cycle's first status; the number is new and never used again. */
  async open(tx: Tx, lineOfBusiness: string, shared: SharedData): Promise<Account> {
    const { initial: status } = this.profile.lifeCycle;
    return this.insert(tx, { accountNumber: await this.nextNumber(tx), lineOfBusiness, shared, status });
  }

  /** ACC-8: an account that a restore has made forgotten, under the number that it had, in review until more is known of it. */
  async openAgain(
    tx: Tx,
    accountNumber: string,
    lineOfBusiness: string,
    shared: SharedData,
  ): Promise<Account> {
    const { inReview: status } = this.profile.lifeCycle;
    return this.insert(tx, { accountNumber, lineOfBusiness, shared, status });
  }

  private async insert(tx: Tx, opened: OpenedAccount): Promise<Account> {
    const { shared } = opened;
    const account = tx.create(Account, {
      ...opened,
      recordRole: 'STANDALONE',
      version: 1,
      forCauseReview: false,
      separationPending: false,
      openedAt: this.clock.now(),
      ...identifierColumns(shared),
    });
    await tx.insert(Account, account);
    return account;
  }

  /** Writes new shared data and raises the version; the caller holds the row's lock. */
  async storeShared(tx: Tx, account: Account, shared: SharedData): Promise<Account> {
    const changed = { shared, version: account.version + 1, ...identifierColumns(shared) };
    await tx.update(Account, { accountNumber: account.accountNumber }, changed);
    return Object.assign(account, changed);
  }

  /** Roles and data of several accounts as a part of a statement that several write together; the caller holds their locks. */
  storing(changes: readonly AccountChange[]): Write {
    const rows = changes.map(({ account, recordRole, data }) => {
      const version = data ? account.version + 1 : account.version;
      const shared = data ? { shared: data.shared, ...identifierColumns(data.shared) } : {};
      Object.assign(account, { recordRole, version, ...shared });
      const { accountNumber, usdot, bn9, canadianCarrierCode } = account;
      const columns = { accountNumber, recordRole, version, usdot, bn9, canadianCarrierCode };
      return { ...columns, pieces: data?.pieces, gone: data && goneFrom(data.pieces) };
    });
    return { sql: STORE_ALL, value: rows };
  }

  async storeStatus(tx: Tx, account: Account, status: string): Promise<void> {
    account.status = status;
    await tx.update(Account, { accountNumber: account.accountNumber }, { status });
  }

  /** SEP-1: sets or clears the flag; the caller holds the row's lock, or has just ended its link. */
  async storeSeparation(tx: Tx, accountNumber: string, separationPending: boolean): Promise<void> {
    await tx.update(Account, { accountNumber }, { separationPending });
  }

  /** R8: while a validation for cause is under way the account cannot become a host. */
  async storeForCauseReview(tx: Tx, account: Account, forCauseReview: boolean): Promise<void> {
    account.forCauseReview = forCauseReview;
    await tx.update(Account, { accountNumber: account.accountNumber }, { forCauseReview });
  }

  /** Gives access to a login, or to whoever proves the e-mail; given twice it changes nothing. */
  async giveAccess(
    tx: Tx,
    accountNumber: string,
    who: { login?: string; email?: string; role: 'OFFICER' | 'USER' },
  ): Promise<void> {
    const row = {
      id: uuidv7(),
      accountNumber,
      login: who.login ?? null,
      email: who.email?.toLowerCase() ?? null,
    };
    await tx
      .createQueryBuilder()
      .insert()
      .into(AccountAccess)
      .values({ ...row, role: who.role, givenAt: this.clock.now() })
      .orIgnore()
      .execute();
  }

  /** Numbers of the accounts that the person may act on. */
  async accessible(tx: Tx, person: SignedIn): Promise<string[]> {
    const rows = await rowsRead<{ account_number: string }>(tx, ACCESSIBLE, provenBy(person));
    return rows.map((row) => row.account_number);
  }

  async mayAct(tx: Tx, person: SignedIn, accountNumber: string): Promise<boolean> {
    return (await this.roleOf(tx, person, accountNumber)) !== undefined;
  }

  /** PPL-1: what the person may do with this account, or undefined for a stranger. */
  async roleOf(tx: Tx, person: SignedIn, accountNumber: string): Promise<AccountRole | undefined> {
    const rows = await rowsRead<{ role: AccountRole }>(tx, ROLES, [...provenBy(person), accountNumber]);
    return rows.length > 0 ? strongest(rows.map(({ role }) => role)) : undefined;
  }

  /**
   * Of the token's role and the role on the account the weaker counts: what only a company officer may do needs both. Refuses:
   * NOT_FOUND to a stranger, NOT_ALLOWED to a user of the account.
   */
  async requireOfficer(tx: Tx, person: SignedIn, accountNumber: string): Promise<void> {
    const role = await this.roleOf(tx, person, accountNumber);
    if (!role) throw new RefusedError({ code: 'NOT_FOUND' });
    if (role !== 'OFFICER') throw new RefusedError({ code: 'NOT_ALLOWED', facts: { accountRole: role } });
  }

  /** Someone else's account answers as if it did not exist. */
  async requireOwn(tx: Tx, person: SignedIn, accountNumber: string): Promise<void> {
    if (!(await this.mayAct(tx, person, accountNumber))) throw new RefusedError({ code: 'NOT_FOUND' });
  }

  /** The caller's own account, locked. NOT_FOUND to a stranger. */
  async lockOwn(tx: Tx, person: SignedIn, accountNumber: string): Promise<Account> {
    await this.requireOwn(tx, person, accountNumber);
    return found(await this.lock(tx, accountNumber));
  }

  /** The same for what only a company officer may do (domain §10). Refuses as `requireOfficer` does. */
  async lockOwnAsOfficer(tx: Tx, person: SignedIn, accountNumber: string): Promise<Account> {
    await this.requireOfficer(tx, person, accountNumber);
    return found(await this.lock(tx, accountNumber));
  }

  async verifications(tx: Tx, accountNumber: string): Promise<AccountVerification[]> {
    return tx.findBy(AccountVerification, { accountNumber });
  }

  async storeVerification(tx: Tx, verification: AccountVerification): Promise<void> {
    await tx.upsert(AccountVerification, verification, ['accountNumber', 'subject']);
  }

  /** ID-10 after a restore: a number that was given out since the backup, and forgotten with it, is not given out to someone else. */
  async passNumber(tx: Tx, accountNumber: string): Promise<void> {
    const numbering = this.profile.accountNumber;
    if (!isGeneratedAccountNumber(accountNumber, numbering)) return;
    await tx.query(PASS_NUMBERS, [Number(accountNumber.slice(numbering.prefix.length))]);
  }

  /** Imported members keep their numbers, which may be the next ones here: taken ones are passed over, in growing strides. */
  private async nextNumber(tx: Tx): Promise<string> {
    for (let stride = 1; ; stride *= 2) {
      const [{ n }]: [{ n: number }] = await tx.query(NEXT_NUMBER, [stride]);
      const number = accountNumberOf(n, this.profile.accountNumber);
      if (!(await tx.existsBy(Account, { accountNumber: number }))) return number;
    }
  }
}

const provenBy = ({ subject, email }: SignedIn): (string | null)[] => [subject, email?.toLowerCase() ?? null];

function identifierColumns(shared: SharedData): Pick<Account, 'usdot' | 'bn9' | 'canadianCarrierCode'> {
  const { usdot = null, bn9 = null, canadianCarrierCode = null } = matchKeysOf(shared.identifiers);
  return { usdot, bn9, canadianCarrierCode };
}

/** Names of the pieces that are no more; undefined where all have a value. */
function goneFrom(pieces: Partial<SharedData>): string[] | undefined {
  const gone = Object.entries(pieces).flatMap(([name, value]) => (value === undefined ? [name] : []));
  return gone.length > 0 ? gone : undefined;
}
