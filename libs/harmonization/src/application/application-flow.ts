import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { Account } from '../account/account.entity';
import { AccountStanding } from '../account/account-standing';
import { Accounts } from '../account/accounts';
import { asSystem, AuditLog, type ActingParty } from '../audit/audit-log';
import { CaseworkKind } from '../casework/casework-kind';
import type { StaffCase } from '../casework/staff-case.entity';
import type { ApplicationRecord, CarrierStanding } from '../domain/application-record';
import {
  isUnanswered,
  isUnderReview,
  settleApplication,
  type ApplicationSettlement,
} from '../domain/application-settlement';
import type { HostDetermination } from '../domain/host-assignment';
import type { ProgramProfile } from '../domain/program-profile';
import { flowNameOf, linkFlowOf, scenarioOf } from '../domain/scenario';
import { decisionOf } from '../domain/wire-status';
import { LinkCodes } from '../linking/link-codes';
import { InjectProgram } from '../program/program';
import { Conversations } from '../record-sync/conversations';
import { AccountOpening } from './account-opening';
import { Application, type ApplicationProgress } from './application.entity';
import { ApplicationFollowUp } from './application-follow-up';
import { applicationRecord } from './application-said';
import { Applications } from './applications';
import { CarrierFacts } from './carrier-facts';
import { HostFactsGatherer } from './host-facts';
import { found } from '../refusal/found';

export const APPLICATION_KIND = 'application';

/**
 * Where an application goes next. After every command and every word of the peer the facts of both sides are gathered,
 * the pure rules say where it stands, and what follows (account, case, notice, link, what is said) happens in the same transaction.
 */
@Injectable()
export class ApplicationFlow implements OnModuleInit {
  constructor(
    private readonly applications: Applications,
    private readonly carriers: CarrierFacts,
    private readonly hostFacts: HostFactsGatherer,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly opening: AccountOpening,
    private readonly codes: LinkCodes,
    private readonly followUp: ApplicationFollowUp,
    private readonly conversations: Conversations,
    private readonly casework: CaseworkKind,
    private readonly audit: AuditLog,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** A status change of an account is a fact of the application that it belongs to. */
  onModuleInit(): void {
    this.standing.follow((tx, account) =>
      this.settleOfAccount(tx, account.accountNumber, asSystem('account-standing')),
    );
    this.casework.onAgreement(async (tx, agreed, by) => {
      if (agreed.kind === 'HOST_ASSIGNMENT') await this.hostAgreed(tx, agreed, by);
    });
  }

  async settleOfAccount(tx: Tx, accountNumber: string, by: ActingParty): Promise<void> {
    const rows: { id: string }[] = await tx.query(
      `SELECT id FROM application WHERE account_number = $1 AND state IN ('IN_REVIEW', 'INFO_REQUESTED', 'HELD', 'PENDING_STAFF', 'DECIDED')`,
      [accountNumber],
    );
    for (const { id } of rows) await this.settle(tx, id, by);
  }

  /** Works out and carries out what follows from all that is known; twice changes nothing. */
  async settle(tx: Tx, id: string, by: ActingParty): Promise<Application> {
    const heard = await this.conversations.heard<ApplicationRecord>(tx, APPLICATION_KIND, id);
    await this.carryOutSignedTerms(tx, id, heard, by);
    const application = found(await this.applications.lock(tx, id));
    if (application.state === 'DRAFT') return application;
    const progress = await this.freshProgress(tx, application, heard);
    const settled = settleApplication({
      ...progress,
      state: application.state,
      isEntry: application.isEntry,
      standalone: application.standalone,
      heard,
      survivingTwin: progress.supersededBy,
      infoRequested: Boolean(progress.infoRequest),
    });
    await this.carryOut(tx, application, progress, settled, by);
    if (isUnderReview(settled.state)) await this.opening.bringAccount(tx, application, heard, by);
    await this.followUp.after(tx, application, heard, by);
    if (application.state === 'WITHDRAWN') await this.withdrawApplicant(tx, application, by);
    await this.say(tx, application);
    return application;
  }

  /** Terms are signed last (domain §1): the carrier's signature, at whichever service, makes the move that waits for it. */
  private async carryOutSignedTerms(
    tx: Tx,
    id: string,
    heard: ApplicationRecord | undefined,
    by: ActingParty,
  ): Promise<void> {
    const application = found(await this.applications.lock(tx, id));
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
    if (state === before && JSON.stringify(next) === JSON.stringify(application.progress)) return;
    await this.applications.store(tx, application, { state, progress: next });
    if (state === before) return;
    const subject = { subjectKind: 'application' as const, subjectId: application.id };
    await this.audit.append(tx, [
      { by, action: 'application.moved', ...subject, before: { state: before }, after: { state } },
    ]);
    await this.followUp.moved(tx, application, by);
  }

  private async freshProgress(
    tx: Tx,
    application: Application,
    heard?: ApplicationRecord,
  ): Promise<ApplicationProgress> {
    const proven = application.accountNumber ?? (await this.codes.accountProvenFor(tx, application.id));
    if (proven && proven !== application.accountNumber)
      await this.applications.store(tx, application, { accountNumber: proven });
    const { identifiers, lineOfBusiness } = application.progress;
    const found = await this.carriers.accounts(tx, lineOfBusiness, identifiers, application.accountNumber);
    const standing = this.ownStanding(application, this.carriers.standing(found));
    const account = application.accountNumber
      ? await this.accounts.find(tx, application.accountNumber)
      : null;
    const progress: ApplicationProgress = {
      ...application.progress,
      standing,
      proofHere: application.progress.proofHere || Boolean(proven),
      decision: account ? await this.decisionOf(tx, application, account) : application.progress.decision,
      infoRequest: this.openRequest(application, heard),
      heldSince: this.hostFacts.heldSince(application),
      termsDue: account ? account.status === this.profile.lifeCycle.onTermsSigned?.from : undefined,
      headquarters: await this.headquartersOf(tx, application),
    };
    const determination = await this.determination(tx, application, progress, heard);
    return {
      ...progress,
      determination,
      scenario: progress.scenario ?? this.scenario(application, progress, determination, heard),
    };
  }

  /** A request for information ends with the carrier's answer, which the entry side hears and says. */
  private openRequest(
    { progress: { infoRequest } }: Application,
    heard?: ApplicationRecord,
  ): ApplicationProgress['infoRequest'] {
    return isUnanswered(infoRequest, heard?.infoAnswered) ? infoRequest : undefined;
  }

  /** The scenario is fixed with the host, by the entry side: later memberships are what the flow brings about. */
  private scenario(
    application: Application,
    progress: ApplicationProgress,
    determination: HostDetermination | undefined,
    heard?: ApplicationRecord,
  ): ApplicationProgress['scenario'] {
    if (!application.isEntry || !heard || !determination?.host) return heard?.scenario;
    const { profile } = this;
    const programs = [
      { code: profile.code, country: profile.country, member: progress.standing.member },
      { code: profile.peer.code, country: profile.peer.country, member: heard.standing.member },
    ] as const;
    const { host } = determination;
    return {
      scenario: scenarioOf(programs),
      flowName: flowNameOf(programs, host),
      linkFlow: linkFlowOf(programs, host),
    };
  }

  /** R0 asks for links that were there before: the application's own link is not one of them. */
  private ownStanding(application: Application, standing: CarrierStanding): CarrierStanding {
    return application.progress.linkId ? { ...standing, linked: false } : standing;
  }

  private async determination(
    tx: Tx,
    application: Application,
    progress: ApplicationProgress,
    heard?: ApplicationRecord,
  ): Promise<HostDetermination | undefined> {
    if (application.standalone || !application.isEntry || !heard) return progress.determination;
    const isFixed =
      progress.determination?.result === 'HOST' &&
      (progress.hostFixedByStaff || !this.headquartersFailed(progress, heard));
    if (isFixed) return progress.determination;
    return this.hostFacts.determine(tx, application, progress, heard);
  }

  private headquartersFailed(progress: ApplicationProgress, heard: ApplicationRecord): boolean {
    return progress.headquarters === 'FAILED' || heard.headquarters === 'FAILED';
  }

  /**
   * Officers of both programs have fixed the host. Where a host was designated already (an objection, R9), the present
   * proposal ends with `REHOST` and the chosen host proposes anew.
   */
  private async hostAgreed(tx: Tx, { subjectId: id, resolution }: StaffCase, by: ActingParty): Promise<void> {
    const application = await this.applications.lock(tx, id);
    if (!application) return;
    const { determination, linkId, ...rest } = application.progress;
    const { choice: host } = found(resolution);
    if (application.isEntry && determination?.host && determination.host !== host && host !== 'REFUSE') {
      const progress = {
        ...rest,
        determination: { ...determination, host },
        hostFixedByStaff: true,
        scenario: undefined,
      };
      await this.applications.store(tx, application, { progress });
      if (linkId) await this.followUp.rehost(tx, linkId, by);
    } else if (application.isEntry) {
      await this.applications.store(tx, application, {
        progress: { ...application.progress, hostFixedByStaff: true },
      });
    }
    await this.settle(tx, id, by);
  }

  /** DEC-1: a program has approved when its account first reads active, and has denied when it reads denied or ended. */
  private async decisionOf(
    tx: Tx,
    application: Application,
    account: Account,
  ): Promise<ApplicationProgress['decision']> {
    if (application.progress.decision) return application.progress.decision;
    const outcome = decisionOf(this.standing.wireStatus(account));
    if (outcome === 'NONE') return undefined;
    const last = (await this.standing.statusHistory(tx, account.accountNumber)).at(-1);
    return {
      outcome: outcome === 'APPROVE' ? 'APPROVED' : 'DENIED',
      ...(last?.reasonCode ? { reasonCode: last.reasonCode } : {}),
      decidedOn: last?.effectiveOn ?? '',
    };
  }

  private async headquartersOf(
    tx: Tx,
    application: Application,
  ): Promise<ApplicationProgress['headquarters']> {
    if (!application.accountNumber) return application.progress.headquarters;
    const checked = await this.accounts.verifications(tx, application.accountNumber);
    return (
      checked.find(({ subject }) => subject === 'headquarters')?.outcome ?? application.progress.headquarters
    );
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
