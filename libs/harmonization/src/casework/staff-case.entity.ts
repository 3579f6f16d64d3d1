import { Column, Entity, PrimaryColumn } from 'typeorm';

export const CASE_KINDS = [
  'HOST_ASSIGNMENT',
  'MATCH_REVIEW',
  'DUPLICATE',
  'STATUS_DIVERGENCE',
  'CONSENT_WITHDRAWN',
  'LINK_DISPUTE',
  'HOST_TRANSFER',
  'SYNC_DRIFT',
  'RECOGNITION',
  'APPEAL',
  'SEPARATION',
  'OWNERSHIP_TRANSFER',
  'HANDOVER_OVERDUE',
  'PARKED_MESSAGE',
] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/**
 * One program's vote on a case that both must agree on. An officer's name never crosses, only the office; the reason stays at
 * home too: what is written for the other program is the note.
 */
export interface CaseVote {
  /** Of this vote, so that the other program can say which of several it agrees with. */
  id: string;
  choice: string;
  /** For this program's own file; absent from a vote of the peer. */
  reason?: string;
  /** Written for the other program; crosses as it stands. */
  noteForPeer?: string;
  office: string;
  votedAt: string;
}

export interface CaseResolution {
  choice: string;
  reason: string;
  /** A login, the name of a job, or `both programs`. */
  resolvedBy: string;
}

/** Why a case exists and what it rests on; plain JSON. */
export interface CaseFacts {
  [name: string]: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- what TypeORM's partial types take for jsonb
}

/** A work item for staff. One open case a kind and subject. */
@Entity('staff_case')
export class StaffCase {
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: CaseKind;
  @Column('text') state: 'OPEN' | 'RESOLVED';
  @Column('text', { name: 'subject_kind' }) subjectKind: string;
  @Column('text', { name: 'subject_id' }) subjectId: string;
  /** Why the case exists and what it rests on. */
  @Column('jsonb') facts: CaseFacts;
  @Column('timestamptz', { name: 'opened_at' }) openedAt: Date;
  @Column('date', { name: 'due_on' }) dueOn: string;
  @Column('text', { nullable: true }) assignee: string | null;
  @Column('text', { name: 'assignee_name', nullable: true }) assigneeName: string | null;
  @Column('jsonb', { name: 'own_vote', nullable: true }) ownVote: CaseVote | null;
  @Column('jsonb', { name: 'peer_vote', nullable: true }) peerVote: CaseVote | null;
  @Column('jsonb', { nullable: true }) resolution: CaseResolution | null;
  @Column('timestamptz', { name: 'resolved_at', nullable: true }) resolvedAt: Date | null;
  @Column('integer') version: number;
}
