import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import type { ActingParty } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { Consents } from '../consent/consents';
import { isOpenApplication, type ApplicationRecord } from '../domain/application-record';
import { isUnderReview } from '../domain/application-settlement';
import { proposalOf } from '../domain/link-proposal';
import type { ProgramProfile } from '../domain/program-profile';
import { DifferencesKind } from '../linking/differences-kind';
import { LinkLedger } from '../linking/link-ledger';
import { Notices } from '../notice/notices';
import { InjectProgram } from '../program/program';
import { Validations } from '../validation/validations';
import type { Application } from './application.entity';
import { Applications } from './applications';
import { DuplicateCarriers } from './duplicate-carriers';
import { movedNotice } from './application-notices';
import { serviceReason } from '../domain/service-reasons';

/** What an application's new standing brings about elsewhere: notices, cases, the proposal of the link. */
@Injectable()
export class ApplicationFollowUp {
  constructor(
    private readonly applications: Applications,
    private readonly cases: Cases,
    private readonly consents: Consents,
    private readonly notices: Notices,
    private readonly ledger: LinkLedger,
    private readonly differences: DifferencesKind,
    private readonly validations: Validations,
    private readonly duplicates: DuplicateCarriers,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Once for each change of state: the carrier is told, staff get their work, the other program what it needs for review. */
  async moved(tx: Tx, application: Application, by: ActingParty): Promise<void> {
    await this.tell(tx, application);
    const { state, progress } = application;
    if (state === 'REFUSED' && progress.standing.linked) await this.duplicates.openFor(tx, application, by);
    if (state === 'IN_REVIEW') await this.shareForReview(tx, application);
    const isObjected = state === 'IN_REVIEW' && progress.determination?.objected;
    if (state === 'PENDING_STAFF' || isObjected) await this.openHostCase(tx, application, by);
    else if (state !== 'INFO_REQUESTED') await this.closeHostCase(tx, application, by);
  }

  /** The application has gone on, or has ended, without staff: nobody need choose a host any more. */
  private async closeHostCase(tx: Tx, { id: subjectId, state }: Application, by: ActingParty): Promise<void> {
    const outcome = { choice: 'OVERTAKEN', reason: serviceReason('SERVICE_APPLICATION_MOVED', state) };
    await this.cases.closeOpen(tx, { kind: 'HOST_ASSIGNMENT', subjectId }, outcome, by);
  }

  /** After every settlement: the link is proposed as soon as both accounts are known, and hears of new facts. */
  async after(
    tx: Tx,
    application: Application,
    heard: ApplicationRecord | undefined,
    by: ActingParty,
  ): Promise<void> {
    if (!isOpenApplication(application.state)) await this.closeHostCase(tx, application, by);
    if (isUnderReview(application.state)) await this.validations.adopt(tx, application.id);
    const { linkId } = application.progress;
    if (linkId) await this.tellLink(tx, application, linkId, { heard, by });
    else if (heard) await this.propose(tx, application, heard, by);
  }

  private async tell(tx: Tx, application: Application): Promise<void> {
    const text = movedNotice(application);
    const { id: applicationId, state, applicant: login } = application;
    if (text && login)
      await this.notices.write(tx, { kind: `APPLICATION_${state}`, text, applicationId, login });
  }

  private async shareForReview(tx: Tx, { id, accountNumber }: Application): Promise<void> {
    if (!accountNumber) return;
    await this.consents.bindToAccount(tx, id, accountNumber);
    await this.validations.sayOfAccount(tx, accountNumber);
  }

  private async tellLink(
    tx: Tx,
    { progress }: Application,
    linkId: string,
    { heard, by }: { heard: ApplicationRecord | undefined; by: ActingParty },
  ): Promise<void> {
    const isAcknowledged = Boolean(progress.acknowledgedAt ?? heard?.acknowledgedAt);
    if (progress.linksActiveMembers && isAcknowledged) await this.differences.completeHost(tx, linkId);
    await this.ledger.reconsider(tx, linkId, by);
  }

  /** Before anything is given away a link may be proposed anew under another host. */
  async mayRehost(tx: Tx, linkId: string): Promise<boolean> {
    return ['PROPOSED', 'DECISIONS_PENDING', 'RESYNC'].includes(
      (await this.ledger.phaseOf(tx, linkId)) ?? '',
    );
  }

  /** C7: the proposal for the former host ends; a new one follows. */
  async rehost(tx: Tx, linkId: string, by: ActingParty): Promise<void> {
    await this.ledger.command(tx, linkId, { kind: 'rehost' }, by);
  }

  private async openHostCase(tx: Tx, application: Application, by: ActingParty): Promise<void> {
    const { reference, progress } = application;
    const { determination } = progress;
    const override = determination?.result === 'HOST';
    const facts = {
      reference,
      entry: progress.entry,
      rules: determination?.rules ?? [],
      designated: determination?.designated,
      override,
    };
    await this.cases.open(
      tx,
      { kind: 'HOST_ASSIGNMENT', subjectKind: 'application', subjectId: application.id, facts },
      by,
    );
  }

  private async propose(
    tx: Tx,
    application: Application,
    heard: ApplicationRecord,
    by: ActingParty,
  ): Promise<void> {
    const { id: applicationId, isEntry, state, accountNumber, progress } = application;
    const proposal = proposalOf({
      self: this.profile.code,
      applicationId,
      isEntry,
      state,
      accountNumber: accountNumber ?? undefined,
      progress,
      heard,
    });
    if (!proposal) return;
    const blockedBy = await this.ledger.liveLinkBetween(
      tx,
      proposal.accountNumber,
      proposal.peerAccountNumber,
    );
    if (blockedBy) return this.applications.store(tx, application, { progress: { ...progress, blockedBy } });
    const linkId = uuidv7();
    await this.applications.store(tx, application, { progress: { ...progress, linkId } });
    await this.ledger.propose(tx, { ...proposal, linkId }, by);
  }
}
