import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import type { Account } from '../account/account.entity';
import { AccountStanding, RESTORED } from '../account/account-standing';
import { asSystem, AuditLog } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import type { AccountDateName } from '../domain/life-cycle';
import { validUntil } from '../domain/validation';
import type { Validation } from './validation.entity';
import type { PerformedRecord, ValidationRecord } from './validation-record';
import { Validations } from './validations';

const BY = asSystem('restore');

/** VAL-14: validations and recognitions made since the backup, put back with what they meant for the account. */
@Injectable()
export class RestoredValidations {
  constructor(
    private readonly validations: Validations,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly cases: Cases,
    private readonly audit: AuditLog,
  ) {}

  async restore(
    tx: Tx,
    id: string,
    own: ValidationRecord,
    theirs: ValidationRecord | undefined,
  ): Promise<void> {
    if (own.performer && (await this.reportOther(tx, id, own))) return;
    const row = await this.validations.restore(tx, id, own, theirs);
    if (!row) return;
    const account = await this.accounts.lock(tx, row.accountNumber);
    if (account && counts(row)) await this.dateAccount(tx, account, row.facts.visitOn ?? '');
    const { state, facts, recognition } = row;
    await this.audit.append(tx, [
      {
        ...{ by: BY, action: 'validation.restored', subjectKind: 'validation', subjectId: id },
        ...{ reason: 'RESTORED', after: { state, facts, recognition } },
      },
    ]);
  }

  /** One open validation an account: where another has been begun since, staff go on with that one. */
  private async reportOther(tx: Tx, id: string, own: PerformedRecord): Promise<boolean> {
    const accountNumber = isOpenHere(own.state, true) ? await this.validations.accountOf(tx, own) : undefined;
    if (accountNumber === undefined) return false;
    const rows = await this.validations.ofAccount(tx, accountNumber);
    if (!rows.some((row) => row.id !== id && isOpenHere(row.state, row.performedHere))) return false;
    const facts = { standing: 'VALIDATION_OPEN', accountNumber, about: id, words: [] };
    const subject = { kind: 'SYNC_DRIFT', subjectKind: 'account', subjectId: accountNumber } as const;
    await this.cases.open(tx, { ...subject, facts }, BY);
    return true;
  }

  private async dateAccount(tx: Tx, account: Account, visitOn: string): Promise<void> {
    await this.setLater(tx, account, 'lastValidatedOn', visitOn);
    await this.setLater(tx, account, 'nextRevalidationDue', validUntil(visitOn));
  }

  /** A date that the backup has, and that is later, stands. */
  private async setLater(tx: Tx, account: Account, name: AccountDateName, value: string): Promise<void> {
    const known = (await this.standing.dates(tx, account.accountNumber)).find((date) => date.name === name);
    if (known && known.value >= value) return;
    await this.standing.setDate(tx, account, { name, value, by: BY, source: RESTORED });
  }
}

const isOpenHere = (state: Validation['state'], performedHere: boolean): boolean =>
  performedHere && !['PASSED', 'FAILED', 'CANCELLED'].includes(state);

/** Each program dates its own account: by the validation that it did, or by its recognition of the other's. */
const counts = ({ state, facts, performedHere, recognition }: Validation): boolean =>
  state === 'PASSED' &&
  facts.visitOn !== undefined &&
  (performedHere || recognition?.outcome === 'RECOGNIZED');
