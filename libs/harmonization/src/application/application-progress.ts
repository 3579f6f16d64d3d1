import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import type { Account } from '../account/account.entity';
import { AccountStanding } from '../account/account-standing';
import { Accounts } from '../account/accounts';
import type { ApplicationRecord, CarrierStanding } from '../domain/application-record';
import { isHostDue, isUnanswered, type ApplicationFacts } from '../domain/application-settlement';
import type { HostDetermination } from '../domain/host-assignment';
import type { ProgramProfile } from '../domain/program-profile';
import { flowNameOf, linkFlowOf, scenarioOf } from '../domain/scenario';
import { decisionOf } from '../domain/wire-status';
import { LinkCodes } from '../linking/link-codes';
import { InjectProgram } from '../program/program';
import type { Application, ApplicationProgress } from './application.entity';
import { Applications } from './applications';
import { CarrierFacts } from './carrier-facts';
import { HostFactsGatherer } from './host-facts';

/** What decides where an application stands. */
export const settlementFacts = (
  { state, isEntry, standalone }: Application,
  progress: ApplicationProgress,
  heard: ApplicationRecord | undefined,
): ApplicationFacts => ({
  ...progress,
  state,
  isEntry,
  standalone,
  heard,
  survivingTwin: progress.supersededBy,
  infoRequested: Boolean(progress.infoRequest),
});

/** Everything that this side knows of an application now: gathered anew before each settlement, so that nothing is stale. */
@Injectable()
export class ProgressGatherer {
  constructor(
    private readonly applications: Applications,
    private readonly carriers: CarrierFacts,
    private readonly hostFacts: HostFactsGatherer,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly codes: LinkCodes,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async gather(tx: Tx, application: Application, heard?: ApplicationRecord): Promise<ApplicationProgress> {
    const proven = application.accountNumber ?? (await this.codes.accountProvenFor(tx, application.id));
    if (proven && proven !== application.accountNumber)
      await this.applications.store(tx, application, { accountNumber: proven });
    const { identifiers, lineOfBusiness } = application.progress;
    const accounts = await this.carriers.accounts(tx, lineOfBusiness, identifiers, application.accountNumber);
    const standing = this.ownStanding(application, this.carriers.standing(accounts));
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
      survivingReference: application.progress.survivingReference ?? heard?.survivingReference,
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
    if (!heard || !isHostDue(settlementFacts(application, progress, heard))) return progress.determination;
    const isFixed =
      progress.determination?.result === 'HOST' &&
      (progress.hostFixedByStaff || !this.headquartersFailed(progress, heard));
    if (isFixed) return progress.determination;
    return this.hostFacts.determine(tx, application, progress, heard);
  }

  private headquartersFailed(progress: ApplicationProgress, heard: ApplicationRecord): boolean {
    return progress.headquarters === 'FAILED' || heard.headquarters === 'FAILED';
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
}
