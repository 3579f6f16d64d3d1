import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { asSystem } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import type { ProgramDecision } from '../domain/application-record';
import type { ProgramProfile } from '../domain/program-profile';
import { isOpenedSince, rebuiltPath } from '../domain/rebuilt-account';
import type { SharedData } from '../domain/shared-data';
import { InjectProgram } from '../program/program';
import type { Account } from './account.entity';
import { AccountStanding, RESTORED } from './account-standing';
import { Accounts } from './accounts';

const BY = asSystem('restore');

/** An account as the peer's words tell it. */
export interface ForgottenAccount {
  readonly accountNumber: string;
  readonly lineOfBusiness: string;
  /** Absent where none may cross now: without them there is no account. */
  readonly shared: SharedData | undefined;
  readonly decision?: ProgramDecision;
  /** Id of the application or the link that speaks of the account: what was opened after it is not meant. */
  readonly since: string;
  /** What speaks of it, for an officer: the reference of the application, or the link. */
  readonly about: string;
}

/** What an officer has to know of an account that a restore has made forgotten. */
type Standing = 'REBUILT' | 'NUMBER_TAKEN' | 'NOT_REBUILT';

/**
 * ACC-8: an account that was opened since the backup stands again under its number, which is never given out twice: with the shared data
 * that the peer holds, and a history whose source is `RESTORED`. Its people claim it as an imported account is claimed.
 */
@Injectable()
export class RebuiltAccounts {
  constructor(
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly cases: Cases,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** The account, locked: the backup's own, or rebuilt. Undefined, with a case, where the number is another carrier's or nothing may cross. */
  async rebuild(tx: Tx, forgotten: ForgottenAccount): Promise<Account | undefined> {
    const { accountNumber, since, shared } = forgotten;
    await this.accounts.passNumber(tx, accountNumber);
    const known = await this.accounts.lock(tx, accountNumber);
    if (known && !(await this.isAnothers(tx, accountNumber, since))) return known;
    if (known) return this.report(tx, forgotten, 'NUMBER_TAKEN');
    return shared ? this.open(tx, forgotten, shared) : this.report(tx, forgotten, 'NOT_REBUILT');
  }

  async isHere(tx: Tx, accountNumber: string): Promise<boolean> {
    return (await this.accounts.find(tx, accountNumber)) !== null;
  }

  /** Whether the number has been given to another carrier since: nothing that the peer says of it is about this account. */
  async isAnothers(tx: Tx, accountNumber: string, since: string): Promise<boolean> {
    const [first] = await this.standing.statusHistory(tx, accountNumber);
    return first !== undefined && isOpenedSince(first.source, since);
  }

  /** Whether the account itself came back from the peer: a case tells staff of it already. */
  async isRebuilt(tx: Tx, accountNumber: string): Promise<boolean> {
    const [first] = await this.standing.statusHistory(tx, accountNumber);
    return first?.source === RESTORED;
  }

  private async open(tx: Tx, forgotten: ForgottenAccount, shared: SharedData): Promise<Account> {
    const { accountNumber, lineOfBusiness, decision } = forgotten;
    const account = await this.accounts.openAgain(tx, accountNumber, lineOfBusiness, shared);
    await this.standing.opened(tx, account, BY, RESTORED);
    for (const to of rebuiltPath(this.profile.lifeCycle, decision))
      await this.standing.imported(tx, account, {
        ...{ to, as: 'SYSTEM' as const, by: BY, source: RESTORED },
        ...{ effectiveOn: decision?.decidedOn || undefined, reasonCode: decision?.reasonCode },
      });
    await this.openCase(tx, forgotten, 'REBUILT');
    return account;
  }

  private async report(tx: Tx, forgotten: ForgottenAccount, standing: Standing): Promise<undefined> {
    await this.openCase(tx, forgotten, standing);
  }

  private async openCase(
    tx: Tx,
    { accountNumber, about }: ForgottenAccount,
    standing: Standing,
  ): Promise<void> {
    const facts = { standing, accountNumber, about, words: [] };
    const subject = { kind: 'SYNC_DRIFT', subjectKind: 'account', subjectId: accountNumber } as const;
    await this.cases.open(tx, { ...subject, facts }, BY);
  }
}
