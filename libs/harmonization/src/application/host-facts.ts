import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import { Cases } from '../casework/cases';
import type { ApplicationRecord } from '../domain/application-record';
import { isHarmonizable } from '../domain/form-check';
import {
  assignHost,
  type HeadquartersFacts,
  type HostDetermination,
  type HostProgramFacts,
} from '../domain/host-assignment';
import { isPostBox } from '../domain/post-box';
import type { ProgramProfile } from '../domain/program-profile';
import type { Address } from '../domain/shared-data';
import { InjectProgram } from '../program/program';
import type { Application, ApplicationProgress } from './application.entity';

/** Gathers both programs' facts for the host rules; what officers of both programs have agreed on stands above them. */
@Injectable()
export class HostFactsGatherer {
  constructor(
    private readonly accounts: Accounts,
    private readonly cases: Cases,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async determine(
    tx: Tx,
    application: Application,
    progress: ApplicationProgress,
    heard: ApplicationRecord,
  ): Promise<HostDetermination> {
    const byRules = assignHost(await this.facts(tx, application, progress, heard));
    return byRules.result === 'STAFF' ? ((await this.agreed(tx, application, byRules)) ?? byRules) : byRules;
  }

  private async facts(
    tx: Tx,
    application: Application,
    progress: ApplicationProgress,
    heard: ApplicationRecord,
  ) {
    const today = dateIn(this.profile.timeZone, this.clock.now());
    const { attestations } = application.form;
    const own = this.programFacts(this.profile, progress);
    const peer = this.programFacts(this.profile.peer, heard);
    return {
      programs: [own, peer] as const,
      lineOfBusiness: progress.lineOfBusiness,
      isHarmonizable: isHarmonizable(progress.lineOfBusiness, this.profile.harmonizableLines, today),
      headquarters: await this.headquarters(tx, application, heard),
      secondHeadOffice: attestations?.secondHeadOffice ?? false,
      mergerOrRelocationWithin12Months: attestations?.mergerOrRelocationWithin12Months ?? false,
      hostObjection: attestations?.hostObjection,
      today,
      heldSince: progress.heldSince,
    };
  }

  /** R8 counts from the first day of being held; staff's turn does not start the count again. */
  heldSince({ state, stateSince, progress }: Application): string | undefined {
    if (state === 'HELD') return progress.heldSince ?? dateIn(this.profile.timeZone, stateSince);
    return state === 'PENDING_STAFF' ? progress.heldSince : undefined;
  }

  private programFacts(
    program: { code: string; country: string },
    { standing, headquarters }: Pick<ApplicationRecord, 'standing' | 'headquarters'>,
  ): HostProgramFacts {
    return { code: program.code, country: program.country, headquarters, ...standing };
  }

  /** The form's headquarters; of a member without a form, those that its program holds. */
  private async headquarters(
    tx: Tx,
    application: Application,
    heard: ApplicationRecord,
  ): Promise<HeadquartersFacts | undefined> {
    const account = application.accountNumber
      ? await this.accounts.find(tx, application.accountNumber)
      : null;
    const addresses: readonly Address[] =
      application.form.common?.addresses ?? account?.shared.addresses ?? [];
    const headquarters = addresses.find(({ type }) => type === 'HEADQUARTERS');
    if (headquarters)
      return {
        country: headquarters.country,
        isPostBox: isPostBox(headquarters.street, headquarters.country),
      };
    const country = heard.standing.headquartersCountry;
    return country ? { country, isPostBox: false } : undefined;
  }

  /** HOST-S1: what the rules leave to staff is fixed when one officer of each program has said the same. */
  private async agreed(
    tx: Tx,
    application: Application,
    byRules: HostDetermination,
  ): Promise<HostDetermination | undefined> {
    const choice = (await this.cases.lastAgreement(tx, 'HOST_ASSIGNMENT', application.id))?.choice;
    if (!choice) return undefined;
    return choice === 'REFUSE'
      ? { ...byRules, result: 'REFUSED' }
      : { ...byRules, result: 'HOST', host: choice };
  }
}
