import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import type { ActingParty } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { Consents } from '../consent/consents';
import type { ApplicationRecord } from '../domain/application-record';
import { isUnderReview } from '../domain/application-settlement';
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

  /** Once for each change of state: the carrier is told, staff get their work. */
  async moved(tx: Tx, application: Application, by: ActingParty): Promise<void> {
    const text = movedNotice(application);
    if (text && application.applicant) {
      await this.notices.write(tx, {
        kind: `APPLICATION_${application.state}`,
        text,
        applicationId: application.id,
        login: application.applicant,
      });
    }
    const { determination } = application.progress;
    const objected = determination?.objected ?? false;
    if (application.state === 'REFUSED' && application.progress.standing.linked) {
      const { lineOfBusiness, identifiers } = application.progress;
      await this.duplicates.open(tx, lineOfBusiness, identifiers, application.accountNumber ?? undefined, by);
    }
    if (application.state === 'IN_REVIEW' && application.accountNumber) {
      await this.consents.bindToAccount(tx, application.id, application.accountNumber);
      await this.validations.sayOfAccount(tx, application.accountNumber);
    }
    if (application.state === 'PENDING_STAFF' || (application.state === 'IN_REVIEW' && objected))
      await this.openHostCase(tx, application, by);
  }

  /** After every settlement: the link is proposed as soon as both accounts are known, and hears of new facts. */
  async after(
    tx: Tx,
    application: Application,
    heard: ApplicationRecord | undefined,
    by: ActingParty,
  ): Promise<void> {
    const { progress } = application;
    if (isUnderReview(application.state) && application.accountNumber)
      await this.validations.adopt(tx, application.id);
    const isAcknowledged = Boolean(progress.acknowledgedAt ?? heard?.acknowledgedAt);
    if (progress.linkId && progress.linksActiveMembers && isAcknowledged)
      await this.differences.completeHost(tx, progress.linkId, by);
    if (progress.linkId) await this.ledger.reconsider(tx, progress.linkId, by);
    else if (heard && this.proposesHere(application, heard)) await this.propose(tx, application, heard, by);
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

  /** The designated host proposes; in scenario 4 the side at which the code was redeemed. */
  private proposesHere(application: Application, heard: ApplicationRecord): boolean {
    const { progress, state } = application;
    if (progress.blockedBy || progress.headquarters === 'FAILED' || heard.headquarters === 'FAILED')
      return false;
    if (!isUnderReview(state) && state !== 'DECIDED') return false;
    if (!application.accountNumber || !heard.accountNumber || progress.determination?.result !== 'HOST')
      return false;
    if (progress.decision?.outcome === 'DENIED' || heard.decision?.outcome === 'DENIED') return false;
    return progress.linksActiveMembers
      ? application.isEntry
      : progress.determination.host === this.profile.code;
  }

  private async propose(
    tx: Tx,
    application: Application,
    heard: ApplicationRecord,
    by: ActingParty,
  ): Promise<void> {
    const { progress } = application;
    const host = progress.determination!.host!;
    const blockedBy = await this.ledger.liveLinkBetween(tx, application.accountNumber!, heard.accountNumber!);
    if (blockedBy) return this.applications.store(tx, application, { progress: { ...progress, blockedBy } });
    const linkId = uuidv7();
    await this.applications.store(tx, application, { progress: { ...progress, linkId } });
    await this.ledger.propose(
      tx,
      {
        kind: 'propose',
        linkId,
        accountNumber: application.accountNumber!,
        peerAccountNumber: heard.accountNumber!,
        applicationId: application.id,
        flow: progress.scenario!.linkFlow,
        host,
      },
      by,
    );
  }
}
