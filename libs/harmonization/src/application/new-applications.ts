import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import type { Condition } from '@platform/database/write-together';
import { v7 as uuidv7 } from 'uuid';
import type { Account } from '../account/account.entity';
import type { CarrierIdentifiers } from '../domain/application-record';
import { matchKeysOf } from '../domain/identifiers';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import type { ApplicationInput } from './application-input';
import { ApplicationReferences } from './application-references';
import { Application } from './application.entity';
import { identifiersOf } from './applications';
import { SubmissionFactsGatherer, type SubmissionFacts } from './submission-facts';

/** What an application says that has just been made, before it has a reference and a place in time. */
type Content = Pick<Application, 'standalone' | 'form' | 'accountNumber' | 'progress'>;

/** Makes the row of an application out of what the carrier sends and what is known of it here. Writes nothing. */
@Injectable()
export class NewApplications {
  constructor(
    private readonly gatherer: SubmissionFactsGatherer,
    private readonly references: ApplicationReferences,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async facts(tx: Tx, input: ApplicationInput, own: Account | undefined): Promise<SubmissionFacts> {
    return this.gatherer.gather(tx, this.lineOf(input, own), carrierOf(input, own), own?.accountNumber);
  }

  /** The facts of a carrier that is new here, and the condition under which they are true. */
  newHere(input: ApplicationInput): { facts: SubmissionFacts; condition: Condition } {
    return this.gatherer.newHere(this.lineOf(input, undefined), carrierOf(input, undefined));
  }

  content(input: ApplicationInput, own: Account | undefined, { standing }: SubmissionFacts): Content {
    const { peerMembership } = input;
    const progress: Application['progress'] = {
      entry: this.profile.code,
      lineOfBusiness: this.lineOf(input, own),
      identifiers: carrierOf(input, own),
      standing,
      linksActiveMembers: own && peerMembership ? true : undefined,
      proofHere: Boolean(own),
      proofThere: false,
      peerMembership: peerMembership && {
        accountNumber: peerMembership.accountNumber,
        checkId: uuidv7(),
        outcome: 'ASKED',
      },
      headquarters: 'PENDING',
    };
    return {
      standalone: input.standalone ?? false,
      form: input.form,
      accountNumber: own?.accountNumber ?? null,
      progress,
    };
  }

  async row(caller: Caller, content: Content, state: 'DRAFT' | 'SUBMITTED'): Promise<Application> {
    const reference = await this.references.next();
    const now = this.clock.now();
    return Object.assign(new Application(), {
      id: uuidv7(),
      reference,
      isEntry: true,
      applicant: caller.subject,
      state,
      version: 1,
      createdAt: now,
      submittedAt: state === 'DRAFT' ? null : now,
      stateSince: now,
      ...content,
    });
  }

  private lineOf({ form }: ApplicationInput, own: Account | undefined): string {
    const ownLine = Object.entries(this.profile.accountLines).find(
      ([, line]) => line === own?.lineOfBusiness,
    )?.[0];
    return form.common?.lineOfBusiness ?? ownLine ?? Object.keys(this.profile.accountLines)[0] ?? '';
  }
}

/** By what the carrier is found: what the form says, and what its own account here holds. */
const carrierOf = ({ form }: ApplicationInput, own: Account | undefined): CarrierIdentifiers => ({
  ...identifiersOf(form),
  ...(own ? matchKeysOf(own.shared.identifiers) : {}),
});
