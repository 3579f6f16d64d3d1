import { Injectable } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { asPeer } from '../audit/audit-log';
import { Consents } from '../consent/consents';
import { isOpenApplication, type ApplicationRecord } from '../domain/application-record';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { AskingAgain } from '../record-sync/asking-again';
import { Conversations } from '../record-sync/conversations';
import { RecordKind, type WordAbout } from '../record-sync/record-kind';
import type { Application } from './application.entity';
import { APPLICATION_KIND, ApplicationFlow } from './application-flow';
import { ApplicationTwins, namesOf, type Survivor } from './application-twins';
import { Applications } from './applications';
import { RestoredApplications } from './restored-applications';
import { APPLICATION_STATES } from '../domain/application-record';
import { isFlag, isText, isUuid, oneOf, orAbsent, recordOf } from '../domain/record-shape';

const isApplicationRecord = recordOf({
  reference: isText,
  entry: isText,
  state: oneOf(APPLICATION_STATES),
  identifiers: recordOf({
    usdot: orAbsent(isText),
    bn9: orAbsent(isText),
    canadianCarrierCode: orAbsent(isText),
  }),
  lineOfBusiness: isText,
  standing: recordOf({
    member: isFlag,
    active: isFlag,
    linked: isFlag,
    standing: oneOf(['ELIGIBLE', 'HELD', 'INELIGIBLE']),
  }),
  headquarters: oneOf(['PENDING', 'VERIFIED', 'FAILED']),
  accountNumber: orAbsent(isText),
  form: orAbsent(recordOf({})),
  memberData: orAbsent(recordOf({})),
});

/** What the other program says of an application: its inquiry, its answer, the form, its decision. */
@Injectable()
export class ApplicationRecordKind extends RecordKind {
  readonly kind = APPLICATION_KIND;

  constructor(
    private readonly applications: Applications,
    private readonly twins: ApplicationTwins,
    private readonly restored: RestoredApplications,
    private readonly flow: ApplicationFlow,
    private readonly conversations: Conversations,
    private readonly consents: Consents,
    private readonly asking: AskingAgain,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super();
  }

  isWellFormed({ subject, record }: Envelope): boolean {
    return isUuid(subject) && isApplicationRecord(record);
  }

  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    return this.conversations.hear(tx, messages, (message) => this.heard(tx, message));
  }

  /** APP-13: where it stood here comes from the own word, what follows from it from both, once all is back. */
  override async takeBack(tx: Tx, id: string, own: object, theirs?: WordAbout): Promise<boolean> {
    if (!isApplicationRecord(own)) return false;
    const recalled = {
      ...{ id, own: own as ApplicationRecord },
      theirs: theirs?.record as ApplicationRecord | undefined,
    };
    const isRestored = await this.restored.restore(tx, recalled);
    if (isRestored && theirs) await this.conversations.keepHeard(tx, this.kind, theirs);
    return false;
  }

  private async heard(tx: Tx, { subject, record, heardSeq }: Envelope): Promise<void> {
    const said = record as ApplicationRecord;
    const by = asPeer(this.profile.peer.code);
    const known = await this.applications.lock(tx, subject);
    // Made here and not known here: a restore has made it forgotten, and its own words did not come back.
    if (!known && said.entry === this.profile.code) return;
    // Nor is one admitted anew of which the other program has heard us speak: it comes back with all that we had said.
    if (!known && heardSeq > 0 && (await this.asking.want(tx))) return;
    if (!known) await this.admit(tx, subject, said);
    await this.keepConsents(tx, subject, said);
    await this.flow.settle(tx, subject, by);
  }

  /** APP-2: an application made at the other program meets the ones that are open here; the lowest id survives. */
  private async admit(tx: Tx, id: string, said: ApplicationRecord): Promise<void> {
    const survivor = isOpenApplication(said.state)
      ? await this.twins.meet(tx, { id, reference: said.reference }, said)
      : undefined;
    await this.applications.insert(tx, this.newRow(id, said, survivor));
  }

  private newRow(id: string, said: ApplicationRecord, survivor: Survivor | undefined): Application {
    const now = this.clock.now();
    return {
      id,
      reference: said.reference,
      isEntry: false,
      applicant: null,
      state: survivor ? 'SUPERSEDED' : 'SUBMITTED',
      standalone: false,
      version: 1,
      form: {},
      progress: {
        entry: said.entry,
        lineOfBusiness: said.lineOfBusiness,
        identifiers: said.identifiers,
        standing: { member: false, active: false, linked: false, standing: 'ELIGIBLE' },
        linksActiveMembers: said.linksActiveMembers,
        proofHere: false,
        proofThere: false,
        ...(survivor ? namesOf(survivor) : {}),
        headquarters: 'PENDING',
      },
      accountNumber: null,
      usdot: null,
      bn9: null,
      canadianCarrierCode: null,
      createdAt: now,
      submittedAt: now,
      stateSince: now,
    };
  }

  /** The consent was given at the other program; here it is kept as a fact, once. */
  private async keepConsents(
    tx: Tx,
    applicationId: string,
    { form, entry }: ApplicationRecord,
  ): Promise<void> {
    if (entry === this.profile.code || !form?.consents) return;
    if ((await this.consents.ofApplication(tx, applicationId)).length > 0) return;
    await this.consents.give(tx, applicationId, form.consents, `peer:${entry}`);
  }
}
