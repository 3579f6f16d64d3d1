import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import type { CaseWord } from '../domain/case-agreement';
import { agreesWith } from '../domain/case-agreement';
import { Conversations } from '../record-sync/conversations';
import type { CaseKind, CaseVote, StaffCase } from './staff-case.entity';

export const CASEWORK_KIND = 'case';

/** Who resolved a case that both programs had to agree on. */
export const BOTH_PROGRAMS = 'both programs';

/** What is said of a case that needs both: whose case it is, and this program's word on it. */
export interface CaseworkRecord extends CaseWord<CaseVote> {
  readonly kind: CaseKind;
  readonly subjectId: string;
}

type About = Pick<StaffCase, 'kind' | 'subjectId'>;

const LAST_AGREEMENT = `
  SELECT peer_vote->>'id' AS "peerVote" FROM staff_case
  WHERE kind = $1 AND subject_id = $2 AND state = 'RESOLVED' AND resolution->>'resolvedBy' = $3 ORDER BY id DESC LIMIT 1`;

/** Both programs' words on a case: this one's as it is said, the peer's as last heard, however early it came. */
@Injectable()
export class CaseVotes {
  constructor(private readonly conversations: Conversations) {}

  /** The peer's vote, heard before the case existed here too; a vote of an earlier case of the same thing counts no more. */
  async heardFor(tx: Tx, about: About): Promise<CaseVote | null> {
    const heard = await this.conversations.heard<CaseworkRecord>(tx, CASEWORK_KIND, subjectOf(about));
    return heard ? this.present(tx, about, heard) : null;
  }

  /** The vote in what the peer says, unless it is that of an earlier case of the same thing, whose last word may come late. */
  async present(tx: Tx, about: About, { vote }: CaseworkRecord): Promise<CaseVote | null> {
    return vote && vote.id !== (await this.lastAgreed(tx, about)) ? vote : null;
  }

  /** Says this program's whole word on the case, if it differs from what was said last. The reason stays at home. */
  async say(tx: Tx, row: StaffCase): Promise<void> {
    const { kind, subjectId, ownVote, peerVote } = row;
    const agreed = await this.lastAgreed(tx, row);
    const record: CaseworkRecord = {
      kind,
      subjectId,
      ...(ownVote ? { vote: forPeer(ownVote), agreesWith: agreesWith(ownVote, peerVote) } : {}),
      ...(agreed ? { agreed } : {}),
    };
    await this.conversations.say(tx, CASEWORK_KIND, subjectOf(row), record);
  }

  private async lastAgreed(tx: Tx, { kind, subjectId }: About): Promise<string | undefined> {
    const rows: { peerVote: string }[] = await tx.query(LAST_AGREEMENT, [kind, subjectId, BOTH_PROGRAMS]);
    return rows[0]?.peerVote;
  }
}

const subjectOf = ({ kind, subjectId }: About): string => `${kind}/${subjectId}`;

/** A vote as it crosses: without the reason, which is for this program's own file. */
export function forPeer({ id, choice, noteForPeer, office, votedAt }: CaseVote): CaseVote {
  return { id, choice, office, votedAt, ...(noteForPeer ? { noteForPeer } : {}) };
}
