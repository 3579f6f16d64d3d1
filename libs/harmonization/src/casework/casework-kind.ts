import { Injectable } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { asPeer, asSystem, AuditLog, type ActingParty } from '../audit/audit-log';
import { isAgreed, isBinding } from '../domain/case-agreement';
import type { ProgramProfile } from '../domain/program-profile';
import { isText, oneOf, orAbsent, recordOf } from '../domain/record-shape';
import { InjectProgram } from '../program/program';
import { Conversations } from '../record-sync/conversations';
import { RecordKind } from '../record-sync/record-kind';
import { RefusedError } from '../refusal/refused.error';
import { CaseDefinitions } from './case-definition';
import { BOTH_PROGRAMS, CASEWORK_KIND, CaseVotes, type CaseworkRecord } from './case-votes';
import { aboutCase, Cases } from './cases';
import { CASE_KINDS, type CaseResolution, type CaseVote, type StaffCase } from './staff-case.entity';
import { serviceReason } from '../domain/service-reasons';

/** As much as an officer may write, and a little for other alphabets. */
const LONGEST_NOTE = 2000;
const isNote = (value: unknown): boolean => typeof value === 'string' && value.length <= LONGEST_NOTE;

const isCaseworkRecord = recordOf({
  kind: oneOf(CASE_KINDS),
  subjectId: isText,
  vote: orAbsent(
    recordOf({ id: isText, choice: isText, office: isText, votedAt: isText, noteForPeer: orAbsent(isNote) }),
  ),
  agreesWith: orAbsent(isText),
  agreed: orAbsent(isText),
});

/** Cases that both programs must agree on: each says its vote, both copies close with the same result, or stay open. */
@Injectable()
export class CaseworkKind extends RecordKind {
  readonly kind = CASEWORK_KIND;

  constructor(
    private readonly cases: Cases,
    private readonly votes: CaseVotes,
    private readonly definitions: CaseDefinitions,
    private readonly conversations: Conversations,
    private readonly audit: AuditLog,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super();
  }

  isWellFormed({ subject, record }: Envelope): boolean {
    return isText(subject) && isCaseworkRecord(record);
  }

  /** B3: the vote that the peer had heard stands on the case again; its reason, which never crossed, is lost. */
  override async takeBack(tx: Tx, _subject: string, record: object): Promise<boolean> {
    const said = record as CaseworkRecord;
    const row = await this.cases.openCase(tx, said.kind, said.subjectId);
    if (!row || row.ownVote?.id === said.vote?.id) return false;
    const before = row.ownVote && { vote: row.ownVote };
    await this.cases.store(tx, row, { ownVote: said.vote ?? null });
    const action = said.vote ? 'case.voted' : 'case.vote-withdrawn';
    await this.audit.append(tx, [
      { by: asSystem('restore'), action, ...aboutCase(row), reason: 'RESTORED', before, after: said.vote },
    ]);
    return false;
  }

  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    return this.conversations.hear(tx, messages, async ({ record }) => {
      const said = record as CaseworkRecord;
      const row = await this.cases.openCase(tx, said.kind, said.subjectId);
      // Nothing is lost where there is none yet: the case that opens here takes the vote from what was heard.
      if (row) await this.heard(tx, row, said);
    });
  }

  /** Records this program's vote and says it to the other. Refuses CASE_AGREED once both have said the same. */
  async vote(tx: Tx, row: StaffCase, vote: CaseVote): Promise<void> {
    this.requireUnbound(row);
    await this.cases.store(tx, row, { ownVote: vote });
    await this.votes.say(tx, row);
  }

  /** Takes this program's vote back. Refuses CASE_AGREED once both have said the same, CASE_NOT_RESOLVED where there is no vote. */
  async withdraw(tx: Tx, row: StaffCase): Promise<void> {
    if (!row.ownVote) throw new RefusedError({ code: 'CASE_NOT_RESOLVED' });
    this.requireUnbound(row);
    await this.cases.store(tx, row, { ownVote: null });
    await this.votes.say(tx, row);
  }

  private requireUnbound({ ownVote, peerVote }: StaffCase): void {
    if (isBinding(ownVote, peerVote))
      throw new RefusedError({ code: 'CASE_AGREED', facts: { choice: ownVote?.choice } });
  }

  private async heard(tx: Tx, row: StaffCase, said: CaseworkRecord): Promise<void> {
    const by = asPeer(this.profile.peer.code);
    const isEarlierAgreement = Boolean(row.ownVote && said.agreed === row.ownVote.id);
    if (!isEarlierAgreement) await this.takePeerVote(tx, row, await this.votes.present(tx, row, said), by);
    const agreement = isAgreed(row.ownVote, said) ? await this.close(tx, row, by) : undefined;
    // With what it agrees with now, for the other side waits for that before it closes; and before what follows is said.
    if (row.ownVote) await this.votes.say(tx, row);
    if (agreement) await this.definitions.find(row.kind)?.carryOut?.(tx, row, agreement, by);
  }

  private async takePeerVote(
    tx: Tx,
    row: StaffCase,
    peerVote: CaseVote | null,
    by: ActingParty,
  ): Promise<void> {
    if (row.peerVote?.id === peerVote?.id) return;
    const before = row.peerVote && { vote: row.peerVote };
    await this.cases.store(tx, row, { peerVote });
    const action = peerVote ? 'case.peer-voted' : 'case.peer-vote-withdrawn';
    await this.audit.append(tx, [
      { by, action, ...aboutCase(row), reason: peerVote?.noteForPeer, before, after: { vote: peerVote } },
    ]);
  }

  private async close(tx: Tx, row: StaffCase, by: ActingParty): Promise<CaseResolution> {
    const resolution = {
      choice: row.ownVote?.choice ?? '',
      reason: this.bothNotes(row),
      resolvedBy: BOTH_PROGRAMS,
    };
    await this.cases.resolve(tx, row, resolution, by);
    return resolution;
  }

  /** The same words on both sides: what each program wrote for the other, in the order of their codes. */
  private bothNotes({ ownVote, peerVote }: StaffCase): string {
    const words = [
      { program: this.profile.code, note: ownVote?.noteForPeer },
      { program: this.profile.peer.code, note: peerVote?.noteForPeer },
    ];
    const noted = words
      .filter(({ note }) => note)
      .sort((one, other) => (one.program < other.program ? -1 : 1))
      .map(({ program, note }) => `${program}: ${note}`);
    return noted.length > 0 ? noted.join(' · ') : serviceReason('SERVICE_SAID_ALIKE');
  }
}
