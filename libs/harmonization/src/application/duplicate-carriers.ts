import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import type { CarrierIdentifiers } from '../domain/application-record';
import { matchKeysOf } from '../domain/identifiers';
import type { ApplicationInput } from './application-input';
import type { Application } from './application.entity';
import { identifiersOf } from './applications';
import { CarrierFacts, type CarrierAccount } from './carrier-facts';

/** Who applies: the carrier's identifiers, and its account that was to be linked. */
interface Applying {
  readonly line: string;
  readonly identifiers: CarrierIdentifiers;
  readonly accountNumber?: string;
}

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
      await this.open(tx, { line, identifiers, accountNumber }, by);
    });
  }

  /** After a refusal that only the other program's answer brought. */
  async openFor(tx: Tx, { progress, accountNumber }: Application, by: ActingParty): Promise<void> {
    const { lineOfBusiness, identifiers } = progress;
    await this.open(tx, { line: lineOfBusiness, identifiers, accountNumber: accountNumber ?? undefined }, by);
  }

  /** Opens the case for whichever account of the carrier is linked here. */
  private async open(tx: Tx, { line, identifiers, accountNumber }: Applying, by: ActingParty): Promise<void> {
    const accounts = await this.carriers.accounts(tx, line, identifiers, accountNumber);
    const linked = accounts.find((account) => account.linked);
    if (!linked) return;
    const facts = {
      linked: linked.accountNumber,
      applied: accountNumber,
      accounts: accounts.map(numberAndStatus),
    };
    const subject = { subjectKind: 'account' as const, subjectId: linked.accountNumber };
    await this.cases.open(tx, { kind: 'DUPLICATE', ...subject, facts }, by);
    await this.audit.append(tx, [{ by, action: 'account.duplicate-reported', ...subject, after: facts }]);
  }
}

const numberAndStatus = ({ accountNumber, status }: CarrierAccount) => ({ accountNumber, status });
