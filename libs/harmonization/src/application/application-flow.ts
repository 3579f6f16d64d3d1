import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '@platform/database';
import { rowsIn, statement } from '@platform/database/statement';
import { AccountStanding } from '../account/account-standing';
import { Accounts } from '../account/accounts';
import { asSystem, AuditLog, type ActingParty } from '../audit/audit-log';
import { Consents } from '../consent/consents';
import type { ApplicationRecord } from '../domain/application-record';
import {
  isUnderReview,
  settleApplication,
  type ApplicationSettlement,
} from '../domain/application-settlement';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { Conversations } from '../record-sync/conversations';
import { AccountOpening } from './account-opening';
import { Application, type ApplicationProgress } from './application.entity';
import { ApplicationFollowUp } from './application-follow-up';
import { ProgressGatherer, settlementFacts } from './application-progress';
import { applicationRecord } from './application-said';
import { Applications } from './applications';

export const APPLICATION_KIND = 'application';

/** What follows once the programs review an application, e.g. for what waits for its account. */
export type ReviewFollower = (tx: Tx, application: Application, by: ActingParty) => Promise<void>;

const UNDER_WAY = statement(`SELECT id FROM application
  WHERE account_number = $1 AND state IN ('IN_REVIEW', 'INFO_REQUESTED', 'HELD', 'PENDING_STAFF')`);

/**
 * Where an application goes next. After every command and every word of the peer the facts of both sides are gathered,
 * the pure rules say where it stands, and what follows (account, case, notice, link, what is said) happens in the same transaction.
 */
@Injectable()
export class ApplicationFlow implements OnModuleInit {
  private readonly reviewFollowers: ReviewFollower[] = [];

  constructor(
    private readonly applications: Applications,
    private readonly progress: ProgressGatherer,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly opening: AccountOpening,
    private readonly followUp: ApplicationFollowUp,
    private readonly conversations: Conversations,
    private readonly consents: Consents,
    private readonly audit: AuditLog,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Registers what follows in each settlement of an application under review, in its transaction: twice must be safe. */
  followReview(follower: ReviewFollower): void {
    this.reviewFollowers.push(follower);
  }

  /** A status change of an account is a fact of the application that it belongs to. */
  onModuleInit(): void {
    this.standing.follow((tx, account) =>
      this.settleOfAccount(tx, account.accountNumber, asSystem('account-standing')),
    );
  }

  /** Settles the account's applications that are not over: its status, or its data, are facts of theirs. */
  async settleOfAccount(tx: Tx, accountNumber: string, by: ActingParty): Promise<void> {
    for (const { id } of await rowsIn<{ id: string }>(tx, UNDER_WAY, [accountNumber]))
      await this.settle(tx, id, by);
  }

  /** Works out and carries out what follows from all that is known; twice changes nothing. */
  async settle(tx: Tx, id: string, by: ActingParty): Promise<Application> {
    const heard = await this.conversations.heard<ApplicationRecord>(tx, APPLICATION_KIND, id);
    await this.carryOutSignedTerms(tx, id, heard, by);
    const application = found(await this.applications.lock(tx, id));
    if (application.state === 'DRAFT' || application.progress.isRecovering) return application;
    const progress = await this.progress.gather(tx, application, heard);
    const settled = settleApplication(settlementFacts(application, progress, heard));
    await this.carryOut(tx, application, progress, settled, by);
    if (isUnderReview(settled.state)) {
      await this.opening.bringAccount(tx, application, heard, by);
      await this.tellReview(tx, application, by);
    }
    await this.followUp.after(tx, application, heard, by);
    if (application.state === 'WITHDRAWN') await this.withdrawApplicant(tx, application, by);
    await this.say(tx, application);
    return application;
  }

  /** APP-13: all that belongs to an application has come back after a restore: it goes on from there. Twice changes nothing. */
  async goOnRecovered(tx: Tx, id: string, by: ActingParty): Promise<void> {
    const application = found(await this.applications.lock(tx, id));
    const heard = await this.conversations.heard<ApplicationRecord>(tx, APPLICATION_KIND, id);
    const form = application.isEntry ? application.form : heard?.form;
    await this.consents.bindRestored(tx, application, form?.consents ?? []);
    const { isRecovering: _recovered, ...progress } = application.progress;
    await this.applications.store(tx, application, { progress });
    await this.settle(tx, id, by);
  }

  private async tellReview(tx: Tx, application: Application, by: ActingParty): Promise<void> {
    for (const follow of this.reviewFollowers) await follow(tx, application, by);
  }

  /** Terms are signed last (domain §1): the carrier's signature, at whichever service, makes the move that waits for it. */
  private async carryOutSignedTerms(
    tx: Tx,
    id: string,
    heard: ApplicationRecord | undefined,
    by: ActingParty,
  ): Promise<void> {
    const application = found(await this.applications.lock(tx, id));
    if (application.progress.isRecovering) return;
    const { onTermsSigned } = this.profile.lifeCycle;
    const isSigned = Boolean(application.progress.termsSignedAt ?? heard?.termsSignedAt);
    if (!onTermsSigned || !isSigned || !application.accountNumber) return;
    const account = await this.accounts.lock(tx, application.accountNumber);
    if (account?.status !== onTermsSigned.from) return;
    await this.standing.move(tx, account, {
      to: onTermsSigned.to,
      as: 'CARRIER',
      by,
      source: `application:${id}`,
    });
  }

  /** An account that was only applied for goes with its application, and after its link (which ends as withdrawn, not as denied). */
  private async withdrawApplicant(
    tx: Tx,
    { id, accountNumber }: Application,
    by: ActingParty,
  ): Promise<void> {
    const account = accountNumber ? await this.accounts.lock(tx, accountNumber) : null;
    if (!account || this.standing.wireStatus(account) !== 'APPLICANT') return;
    await this.standing.move(tx, account, {
      to: this.profile.lifeCycle.withdrawn,
      as: 'CARRIER',
      by,
      source: `application:${id}`,
    });
  }

  private async carryOut(
    tx: Tx,
    application: Application,
    progress: ApplicationProgress,
    settled: ApplicationSettlement,
    by: ActingParty,
  ): Promise<void> {
    const { state, determination, supersededBy } = settled;
    const next = {
      ...progress,
      ...(determination ? { determination } : {}),
      ...(supersededBy ? { supersededBy } : {}),
    };
    const before = application.state;
    if (state === before && isDeepStrictEqual(asStored(next), asStored(application.progress))) return;
    await this.applications.store(tx, application, { state, progress: next });
    if (state === before) return;
    const subject = { subjectKind: 'application' as const, subjectId: application.id };
    await this.audit.append(tx, [
      { by, action: 'application.moved', ...subject, before: { state: before }, after: { state } },
    ]);
    await this.followUp.moved(tx, application, by);
  }

  /** Tells the peer this side's whole record of the application, if it differs from what was said last. */
  async say(tx: Tx, application: Application): Promise<void> {
    if (application.standalone) return;
    const account = application.accountNumber
      ? await this.accounts.find(tx, application.accountNumber)
      : null;
    await this.conversations.say(
      tx,
      APPLICATION_KIND,
      application.id,
      applicationRecord(application, account),
    );
  }
}

/** As jsonb gives it back: without what is undefined, whatever the order of its keys. */
const asStored = (progress: ApplicationProgress): unknown => JSON.parse(JSON.stringify(progress));
