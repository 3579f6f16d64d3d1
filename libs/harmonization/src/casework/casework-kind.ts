import { Injectable } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { asPeer, type ActingParty } from '../audit/audit-log';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { Conversations } from '../record-sync/conversations';
import { RecordKind } from '../record-sync/record-kind';
import { CaseDefinitions } from './case-definition';
import { Cases } from './cases';
import { CASE_KINDS, type CaseKind, type CaseVote, type StaffCase } from './staff-case.entity';
import { isText, oneOf, recordOf } from '../domain/record-shape';

export const CASEWORK_KIND = 'case';

/** One program's word on a case that needs both. */
interface CaseworkRecord {
  kind: CaseKind;
  subjectId: string;
  vote: CaseVote;
}

/** Told in the same transaction when both programs have agreed on a case. */
export type AgreementFollower = (tx: Tx, agreed: StaffCase, by: ActingParty) => Promise<void>;

const isCaseworkRecord = recordOf({
  kind: oneOf(CASE_KINDS),
  subjectId: isText,
  vote: recordOf({ choice: isText, office: isText, votedAt: isText }),
});

/** Cases that both programs must agree on: each says its vote, both copies close with the same result, or stay open. */
@Injectable()
export class CaseworkKind extends RecordKind {
  readonly kind = CASEWORK_KIND;
  private readonly followers: AgreementFollower[] = [];

  constructor(
    private readonly cases: Cases,
    private readonly definitions: CaseDefinitions,
    private readonly conversations: Conversations,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super();
  }

  onAgreement(follower: AgreementFollower): void {
    this.followers.push(follower);
  }

  isWellFormed({ subject, record }: Envelope): boolean {
    return isText(subject) && isCaseworkRecord(record);
  }

  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    return this.conversations.hear(tx, messages, async ({ record }) => {
      const { kind, subjectId, vote } = record as CaseworkRecord;
      const row = await this.cases.openCase(tx, kind, subjectId);
      if (!row) return;
      await this.cases.store(tx, row, { peerVote: vote });
      await this.settle(tx, row, asPeer(this.profile.peer.code));
    });
  }

  /** Records this program's vote and says it to the other. */
  async vote(tx: Tx, row: StaffCase, vote: CaseVote, by: ActingParty): Promise<void> {
    const heard = await this.conversations.heard<CaseworkRecord>(tx, this.kind, this.subjectOf(row));
    await this.cases.store(tx, row, { ownVote: vote, peerVote: heard?.vote ?? row.peerVote });
    const record: CaseworkRecord = { kind: row.kind, subjectId: row.subjectId, vote };
    await this.conversations.say(tx, this.kind, this.subjectOf(row), record);
    await this.settle(tx, row, by);
  }

  /** CASE-1: agreement closes the case on both sides with the same result; disagreement keeps it open. */
  private async settle(tx: Tx, row: StaffCase, by: ActingParty): Promise<void> {
    const { ownVote, peerVote } = row;
    if (!ownVote || ownVote.choice !== peerVote?.choice) return;
    const reason = this.bothReasons(ownVote, peerVote);
    const resolution = { choice: ownVote.choice, reason, resolvedBy: 'both programs' };
    await this.cases.resolve(tx, row, resolution, by);
    await this.definitions.find(row.kind)?.carryOut?.(tx, row, resolution, by);
    for (const follower of this.followers) await follower(tx, row, by);
  }

  /** The same words on both sides: the reasons stand in the order of the programs' codes. */
  private bothReasons(own: CaseVote, peer: CaseVote): string {
    const words = [
      { program: this.profile.code, reason: own.reason },
      { program: this.profile.peer.code, reason: peer.reason },
    ];
    return words
      .sort((one, other) => (one.program < other.program ? -1 : 1))
      .map(({ program, reason }) => `${program}: ${reason}`)
      .join(' · ');
  }

  private subjectOf({ kind, subjectId }: StaffCase): string {
    return `${kind}/${subjectId}`;
  }
}
