import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import type { CarrierIdentifiers } from '../domain/application-record';
import { matchKeysOf } from '../domain/identifiers';
import type { ApplicationInput } from './application-input';
import { identifiersOf } from './applications';
import { CarrierFacts, type CarrierAccount } from './carrier-facts';

/**
 * Domain §9: a second carrier account cannot be linked while the first one is. The refusal itself creates nothing, so the
 * case for staff is opened in a transaction of its own, once a linked account.
 */
@Injectable()
export class DuplicateCarriers {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly carriers: CarrierFacts,
    private readonly cases: Cases,
    private readonly audit: AuditLog,
  ) {}

  /** After a refusal here. */
  async report(caller: Caller, { form, accountNumber }: ApplicationInput): Promise<void> {
    const by = { actor: caller.subject, role: caller.roles[0] ?? 'NONE' };
    await this.db.transaction(async (tx) => {
      const [line = ''] = this.carriers.lines();
      const own = accountNumber ? await this.accounts.find(tx, accountNumber) : null;
      const identifiers = { ...identifiersOf(form), ...(own ? matchKeysOf(own.shared.identifiers) : {}) };
      await this.open(tx, line, identifiers, accountNumber, by);
    });
  }

  /** Opens the case for whichever account of the carrier is linked here; `accountNumber` names the one that was to be linked. */
  async open(
    tx: Tx,
    line: string,
    identifiers: CarrierIdentifiers,
    accountNumber: string | undefined,
    by: ActingParty,
  ): Promise<void> {
    const accounts = await this.carriers.accounts(tx, line, identifiers, accountNumber);
    const linked = accounts.find((account) => account.linked);
    if (!linked) return;
    const facts = {
      linked: linked.accountNumber,
      applied: accountNumber,
      accounts: accounts.map(numberAndStatus),
    };
    await this.cases.open(
      tx,
      { kind: 'DUPLICATE', subjectKind: 'account', subjectId: linked.accountNumber, facts },
      by,
    );
    const subject = { subjectKind: 'account' as const, subjectId: linked.accountNumber };
    await this.audit.append(tx, [{ by, action: 'account.duplicate-reported', ...subject, after: facts }]);
  }
}

const numberAndStatus = ({ accountNumber, status }: CarrierAccount) => ({ accountNumber, status });
