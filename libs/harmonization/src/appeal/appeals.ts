import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import { AccountStanding, type StatusChanged } from '../account/account-standing';
import type { Account, AccountStatusChange } from '../account/account.entity';
import { Accounts } from '../account/accounts';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { appealDecisionDue, checkAppeal, returnsAccount } from '../domain/appeal';
import { inBoth, type Bilingual } from '../domain/bilingual';
import { dateInWords } from '../domain/date-in-words';
import { PRIOR } from '../domain/life-cycle';
import type { ProgramProfile } from '../domain/program-profile';
import { codeInWords } from '../domain/spoken-codes';
import { Notices, primaryEmailOf } from '../notice/notices';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import { Appeal } from './appeal.entity';
import { serviceReason } from '../domain/service-reasons';

/** How the history says that an appeal changed the status. */
const sourceOf = ({ id }: Appeal): string => `appeal:${id}`;

/** Appeals, from their filing to headquarters' decision; the only writer of their table. */
@Injectable()
export class Appeals implements OnModuleInit {
  constructor(
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly cases: Cases,
    private readonly notices: Notices,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** An appeal is about one action: once the account has moved on there is nothing left to decide, and the new action has its own. */
  onModuleInit(): void {
    this.standing.follow((tx, account, changed) => this.overtake(tx, account, changed));
  }

  async ofAccount(tx: Tx, accountNumber: string): Promise<Appeal[]> {
    return tx.find(Appeal, { where: { accountNumber }, order: { id: 'ASC' } });
  }

  /** Files an appeal against the present status. Refuses: APPEAL_NOT_POSSIBLE, APPEAL_OPEN, APPEAL_TOO_LATE (with the deadline), NOT_FOUND. */
  async file(tx: Tx, carrier: Caller, accountNumber: string, text: string): Promise<Appeal> {
    const account = await this.accounts.lockOwnAsOfficer(tx, carrier, accountNumber);
    const change = (await this.standing.statusHistory(tx, accountNumber)).at(-1);
    const fileBy = await this.requireAppealable(tx, change);
    const appeal = this.filed(carrier, found(change), text, fileBy);
    await tx.insert(Appeal, appeal);
    const by = { actor: carrier.subject, role: carrier.roles[0] ?? 'CARRIER' };
    await this.note(tx, appeal, 'appeal.filed', by);
    await this.openCase(tx, appeal, by);
    await this.tell(tx, account, appeal);
    return appeal;
  }

  /** Headquarters' decision. An upheld appeal returns the account to its status before the action, as a new row; links stay ended. */
  async decide(
    tx: Tx,
    id: string,
    decision: { state: 'UPHELD' | 'DENIED'; reason: string },
    by: ActingParty,
  ): Promise<void> {
    const seen = found(await tx.findOneBy(Appeal, { id }));
    const account = found(await this.accounts.lock(tx, seen.accountNumber));
    const appeal = found(await tx.findOne(Appeal, { where: { id }, lock: { mode: 'pessimistic_write' } }));
    if (appeal.state !== 'FILED')
      throw new RefusedError({ code: 'CASE_CLOSED', facts: { state: appeal.state } });
    await this.close(tx, appeal, decision.state, decision.reason);
    await this.tell(tx, account, appeal);
    const present = (await this.standing.statusHistory(tx, account.accountNumber)).at(-1);
    if (decision.state === 'UPHELD' && returnsAccount(appeal.changeId, present?.id))
      await this.standing.move(tx, account, {
        to: PRIOR,
        as: 'HQ',
        by,
        source: sourceOf(appeal),
        reasonCode: 'APPEAL_UPHELD',
        grounds: { hasUpheldAppeal: true },
      });
    await this.note(tx, appeal, 'appeal.decided', by);
  }

  private async requireAppealable(tx: Tx, change: AccountStatusChange | undefined): Promise<string> {
    const earlier = change && (await tx.findOneBy(Appeal, { changeId: change.id }));
    const checked = checkAppeal(this.profile.appeals, {
      action: change && { ...change, reasonCode: change.reasonCode ?? undefined },
      today: this.today(),
      appealed: earlier ? (earlier.state === 'FILED' ? 'OPEN' : 'DECIDED') : undefined,
    });
    if (!checked.ok) throw new RefusedError(checked.refusal);
    return checked.value;
  }

  private filed(carrier: Caller, change: AccountStatusChange, text: string, fileBy: string): Appeal {
    const filedOn = this.today();
    return {
      id: uuidv7(),
      accountNumber: change.accountNumber,
      changeId: change.id,
      status: change.status,
      reasonCode: change.reasonCode,
      state: 'FILED',
      text,
      filedOn,
      filedBy: carrier.subject,
      fileBy,
      decideBy: appealDecisionDue(this.profile.appeals, filedOn),
      decidedOn: null,
      decision: null,
    };
  }

  private async overtake(tx: Tx, { accountNumber }: Account, { change, by }: StatusChanged): Promise<void> {
    const open = await tx.findOneBy(Appeal, { accountNumber, state: 'FILED' });
    if (!open || open.changeId === change.id) return;
    const reason = serviceReason('SERVICE_ACCOUNT_MOVED', change.status);
    await this.close(tx, open, 'OVERTAKEN', reason);
    await this.note(tx, open, 'appeal.overtaken', by);
    const row = await this.cases.openCase(tx, 'APPEAL', accountNumber);
    if (row) await this.cases.resolve(tx, row, { choice: 'OVERTAKEN', reason, resolvedBy: by.actor }, by);
  }

  private async close(tx: Tx, appeal: Appeal, state: Appeal['state'], decision: string): Promise<void> {
    const changed = { state, decision, decidedOn: this.today() };
    Object.assign(appeal, changed);
    await tx.update(Appeal, { id: appeal.id }, changed);
  }

  private async openCase(tx: Tx, appeal: Appeal, by: ActingParty): Promise<void> {
    const { id: appealId, accountNumber, status, reasonCode, filedOn, decideBy, text } = appeal;
    const facts = { appealId, status, reasonCode, filedOn, decideBy, text };
    await this.cases.open(
      tx,
      { kind: 'APPEAL', subjectKind: 'account', subjectId: accountNumber, facts },
      by,
    );
  }

  private async tell(tx: Tx, account: Account, appeal: Appeal): Promise<void> {
    const { id: appealId, state, decideBy } = appeal;
    const { accountNumber } = account;
    await this.notices.write(tx, {
      kind: `APPEAL_${state}`,
      accountNumber,
      email: primaryEmailOf(account),
      text: appealWords(appeal, codeInWords(this.profile, appeal.status)),
      facts: { appealId, state, decideBy },
    });
  }

  private async note(tx: Tx, appeal: Appeal, action: string, by: ActingParty): Promise<void> {
    const { id, accountNumber, state, status, decision } = appeal;
    const after = { appealId: id, state, status };
    await this.audit.append(tx, [
      {
        by,
        action,
        subjectKind: 'account',
        subjectId: accountNumber,
        reason: decision ?? undefined,
        after,
      },
    ]);
  }

  private today(): string {
    return dateIn(this.profile.timeZone, this.clock.now());
  }
}

function appealWords({ state, decideBy }: Appeal, { en, fr }: Bilingual): Bilingual {
  const [yours, votre] = [`Your appeal against the status “${en}”`, `Votre appel visant le statut « ${fr} »`];
  if (state === 'FILED')
    return inBoth(
      `${yours} was received. It will be decided by ${dateInWords(decideBy).en}.`,
      `${votre} a été reçu. Il sera tranché d’ici le ${dateInWords(decideBy).fr}.`,
    );
  return state === 'UPHELD'
    ? inBoth(`${yours} was upheld.`, `${votre} a été accueilli.`)
    : inBoth(`${yours} was denied.`, `${votre} a été rejeté.`);
}
