import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import {
  checkMove,
  PRIOR,
  priorStatusOf,
  wireOf,
  type AccountDateName,
  type Actor,
  type WireStatus,
} from '../domain/life-cycle';
import type { ProgramProfile } from '../domain/program-profile';
import { checkReason, type ReasonCode } from '../domain/reason-codes';
import { isWorse } from '../domain/wire-status';
import { Notices } from '../notice/notices';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { Account, AccountDateChange, AccountStatusChange } from './account.entity';
import { Accounts } from './accounts';
import { StandingFactsGatherer } from './standing-facts';

/** Provenance of what came back from the peer after a restore. */
export const RESTORED = 'RESTORED';

/** A move along the life cycle: where to, in which role, why and because of what. */
export interface StatusMove {
  readonly to: string;
  readonly as: Actor;
  readonly by: ActingParty;
  readonly source: string;
  readonly reasonCode?: string;
  /** Since when, where that is known from elsewhere; today otherwise. */
  readonly effectiveOn?: string;
  /** What the use case itself brings: an appeal that was upheld, a plan with its date. */
  readonly grounds?: { readonly hasUpheldAppeal?: boolean; readonly hasActionPlan?: boolean };
}

/** A date of the account, by whom and because of what. */
export interface DateChange {
  readonly name: AccountDateName;
  readonly value: string;
  readonly by: ActingParty;
  readonly source: string;
}

/** A change as its followers hear of it; no `before` where the account is new. */
export interface StatusChanged {
  readonly before?: string;
  readonly change: AccountStatusChange;
  readonly by: ActingParty;
}

/** Told in the same transaction, after an account's status has changed. */
export type AccountFollower = (tx: Tx, account: Account, changed: StatusChanged) => Promise<void>;

/**
 * The only way in which a status or a date of an account changes: checked against the program's table, kept as history,
 * and told to the carrier in the same transaction where it got worse (ground rules 4, 6 and 7).
 */
@Injectable()
export class AccountStanding {
  private readonly followers: AccountFollower[] = [];

  constructor(
    private readonly accounts: Accounts,
    private readonly facts: StandingFactsGatherer,
    private readonly notices: Notices,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Registers a capability that must know of every status change, in the transaction that makes it. */
  follow(follower: AccountFollower): void {
    this.followers.push(follower);
  }

  /** For who must say the fact before anything follows from it: a link that ends with the account could not say it any more. */
  followFirst(follower: AccountFollower): void {
    this.followers.unshift(follower);
  }

  wireStatus(account: Account): WireStatus {
    return wireOf(this.profile.lifeCycle, account.status);
  }

  /** Moves an account that the caller has locked. Refuses with the moves that are allowed, or with the reasons that are listed. */
  async move(tx: Tx, account: Account, move: StatusMove): Promise<void> {
    const { lifeCycle, reasonCodes } = this.profile;
    const before = account.status;
    const checked = checkMove(lifeCycle, {
      from: before,
      to: move.to,
      actor: move.as,
      hasReason: Boolean(move.reasonCode),
      ...(await this.facts.gather(tx, account.accountNumber)),
      ...move.grounds,
    });
    if (!checked.ok) throw new RefusedError(checked.refusal);
    const reason = checkReason(reasonCodes, move.to, move.reasonCode);
    if (!reason.ok) throw new RefusedError(reason.refusal);
    const to = move.to === PRIOR ? await this.priorStatus(tx, account) : move.to;
    const change = await this.record(tx, account, { ...move, to });
    const isAdverse = checked.value.reason === true && move.to !== PRIOR;
    await this.tellCarrier(tx, account, { before, change, reason: reason.value, isAdverse });
    await this.tellFollowers(tx, account, { before, change, by: move.by });
  }

  /** A move that was made before and is brought in: by an import, which has checked it against the table, or after a restore. */
  async imported(tx: Tx, account: Account, move: StatusMove): Promise<void> {
    const before = account.status;
    const { reasonCodes } = this.profile;
    const reason = reasonCodes.find(({ code }) => code === move.reasonCode);
    const change = await this.record(tx, account, move);
    await this.tellCarrier(tx, account, { before, change, reason, isAdverse: reason !== undefined });
    await this.tellFollowers(tx, account, { before, change, by: move.by });
  }

  /** Writes the first row of a new account's history. */
  async opened(tx: Tx, account: Account, by: ActingParty, source: string): Promise<void> {
    const first = { to: account.status, as: 'SYSTEM' as const, by, source };
    const change = await this.record(tx, account, first, null);
    await this.tellFollowers(tx, account, { change, by });
  }

  /** Writes a date of this program's own; the newest row is the present value. */
  async setDate(tx: Tx, { accountNumber }: Account, date: DateChange): Promise<void> {
    const { name, value, by, source } = date;
    const row = { id: uuidv7(), accountNumber, name, value, at: this.clock.now(), actor: by.actor, source };
    await tx.insert(AccountDateChange, row);
  }

  async statusHistory(tx: Tx, accountNumber: string): Promise<AccountStatusChange[]> {
    return tx.find(AccountStatusChange, { where: { accountNumber }, order: { id: 'ASC' } });
  }

  /** Every date that was ever written, oldest first. */
  async dateHistory(tx: Tx, accountNumber: string): Promise<AccountDateChange[]> {
    return tx.find(AccountDateChange, { where: { accountNumber }, order: { id: 'ASC' } });
  }

  /** The present dates: of each name the newest row, with its source. */
  async dates(tx: Tx, accountNumber: string): Promise<AccountDateChange[]> {
    const rows = await this.dateHistory(tx, accountNumber);
    return [...new Map(rows.map((row) => [row.name, row])).values()];
  }

  /** `before` is null for the first row of a history. */
  private async record(
    tx: Tx,
    account: Account,
    move: StatusMove,
    before: string | null = account.status,
  ): Promise<AccountStatusChange> {
    const change = this.changeRow(account, move);
    await tx.insert(AccountStatusChange, change);
    await this.accounts.storeStatus(tx, account, move.to);
    await this.dateStatus(tx, account, move);
    const { by, reasonCode, source } = move;
    const subject = { subjectKind: 'account' as const, subjectId: account.accountNumber };
    await this.audit.append(tx, [
      {
        by,
        action: 'account.status-changed',
        ...subject,
        reason: reasonCode,
        before: before === null ? undefined : { status: before },
        after: { status: move.to, source },
      },
    ]);
    return change;
  }

  private async tellFollowers(tx: Tx, account: Account, changed: StatusChanged): Promise<void> {
    for (const follower of this.followers) await follower(tx, account, changed);
  }

  private changeRow(account: Account, move: StatusMove): AccountStatusChange {
    const now = this.clock.now();
    return {
      id: uuidv7(),
      accountNumber: account.accountNumber,
      status: move.to,
      wireStatus: wireOf(this.profile.lifeCycle, move.to),
      effectiveOn: move.effectiveOn ?? dateIn(this.profile.timeZone, now),
      at: now,
      actor: move.by.actor,
      reasonCode: move.reasonCode ?? null,
      source: move.source,
    };
  }

  private async dateStatus(tx: Tx, account: Account, move: StatusMove): Promise<void> {
    // When it was is not known any more: a date that is wrong would be worse than none.
    if (move.source === RESTORED && !move.effectiveOn) return;
    const value = move.effectiveOn ?? dateIn(this.profile.timeZone, this.clock.now());
    const known = new Set((await this.dates(tx, account.accountNumber)).map(({ name }) => name));
    for (const name of this.profile.lifeCycle.firstDates?.[move.to] ?? []) {
      if (!known.has(name))
        await this.setDate(tx, account, { name, value, by: move.by, source: move.source });
    }
  }

  /** Ground rule 7: before anyone else can read the new status. An adverse step that the other program cannot see is told as such too. */
  private async tellCarrier(
    tx: Tx,
    account: Account,
    { before, change, reason, isAdverse }: TellingOfChange,
  ): Promise<void> {
    const worse = isAdverse || isWorse(wireOf(this.profile.lifeCycle, before), this.wireStatus(account));
    await this.notices.statusChanged(tx, account, { before, change, reason, worse });
  }

  private async priorStatus(tx: Tx, account: Account): Promise<string> {
    const history = await this.statusHistory(tx, account.accountNumber);
    return priorStatusOf(history.map(({ status }) => status)) ?? account.status;
  }
}

interface TellingOfChange {
  readonly before: string;
  readonly change: AccountStatusChange;
  readonly reason: ReasonCode | undefined;
  readonly isAdverse: boolean;
}
