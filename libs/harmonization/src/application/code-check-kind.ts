import { Injectable } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { asPeer } from '../audit/audit-log';
import type { CarrierIdentifiers } from '../domain/application-record';
import type { ProgramProfile } from '../domain/program-profile';
import { LinkCodes } from '../linking/link-codes';
import { InjectProgram } from '../program/program';
import { Conversations } from '../record-sync/conversations';
import { RecordKind } from '../record-sync/record-kind';
import { ApplicationFlow } from './application-flow';
import type { Application } from './application.entity';
import { Applications } from './applications';
import { CarrierFacts } from './carrier-facts';
import { isText, isUuid, oneOf, recordOf } from '../domain/record-shape';

export const CODE_CHECK_KIND = 'code-check';

/** What the asking side says: the account, and the hash of the code in its place. */
export interface CodeQuestion {
  applicationId: string;
  accountNumber: string;
  proof: string;
  /** By what the carrier that applies is found: a code proves only the membership that the application is about. */
  identifiers: CarrierIdentifiers;
  lineOfBusiness: string;
}

/** The question about the code of an account that an application builds on. */
export const codeQuestion = (
  { id, progress }: Application,
  accountNumber: string,
  proof: string,
): CodeQuestion => ({
  applicationId: id,
  accountNumber,
  proof,
  identifiers: progress.identifiers,
  lineOfBusiness: progress.lineOfBusiness,
});

/** What the issuing side says. Unknown, wrong, used and expired are one answer. */
export interface CodeAnswer {
  applicationId: string;
  outcome: 'MATCH' | 'NO_MATCH';
}

const isCodeAnswer = recordOf({ applicationId: isUuid, outcome: oneOf(['MATCH', 'NO_MATCH']) });
const isCodeQuestion = recordOf({
  applicationId: isUuid,
  accountNumber: isText,
  proof: isText,
  identifiers: recordOf({}),
  lineOfBusiness: isText,
});

/** Proof of control of a membership at the other program: the asker's question, the issuer's answer. */
@Injectable()
export class CodeCheckKind extends RecordKind {
  readonly kind = CODE_CHECK_KIND;

  constructor(
    private readonly codes: LinkCodes,
    private readonly applications: Applications,
    private readonly carriers: CarrierFacts,
    private readonly flow: ApplicationFlow,
    private readonly conversations: Conversations,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super();
  }

  isWellFormed({ subject, record }: Envelope): boolean {
    return isUuid(subject) && (isCodeAnswer(record) || isCodeQuestion(record));
  }

  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    return this.conversations.hear(tx, messages, ({ subject, record }) =>
      'outcome' in record
        ? this.heardAnswer(tx, subject, record as CodeAnswer)
        : this.heardQuestion(tx, subject, record as CodeQuestion),
    );
  }

  private async heardQuestion(tx: Tx, checkId: string, question: CodeQuestion): Promise<void> {
    const { applicationId, accountNumber, proof } = question;
    const isItsOwn = await this.carriers.mayProve(tx, question, accountNumber);
    const matches = isItsOwn && (await this.codes.accepts(tx, accountNumber, proof, applicationId));
    // An answer given before stands: a restore has made the question forgotten, and perhaps the code with it.
    const given = matches ? undefined : await this.conversations.said<CodeAnswer>(tx, this.kind, checkId);
    const answer = given ?? { applicationId, outcome: matches ? 'MATCH' : 'NO_MATCH' };
    await this.conversations.say(tx, this.kind, checkId, answer);
    if (matches && (await this.applications.lock(tx, applicationId))) {
      await this.flow.settle(tx, applicationId, asPeer(this.profile.peer.code));
    }
  }

  private async heardAnswer(tx: Tx, checkId: string, { applicationId, outcome }: CodeAnswer): Promise<void> {
    const application = await this.applications.lock(tx, applicationId);
    const asked = application?.progress.peerMembership;
    if (!application || asked?.checkId !== checkId) return;
    const progress = {
      ...application.progress,
      peerMembership: { ...asked, outcome },
      proofThere: outcome === 'MATCH',
    };
    await this.applications.store(tx, application, { progress });
    if (outcome === 'MATCH' && application.applicant) await this.codes.forgetTries(tx, application.applicant);
    await this.flow.settle(tx, applicationId, asPeer(this.profile.peer.code));
  }
}
