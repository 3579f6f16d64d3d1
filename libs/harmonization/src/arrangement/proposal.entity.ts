import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ProposalKind, ProposalState } from '../domain/two-persons';

/** What one person of headquarters proposes and another one decides. */
@Entity('proposal')
export class Proposal {
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: ProposalKind;
  @Column('text') subject: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what TypeORM's partial types take for jsonb
  @Column('jsonb') change: Record<string, any>;
  @Column('text') reason: string;
  @Column('text') state: ProposalState;
  @Column('text', { name: 'proposed_by' }) proposedBy: string;
  @Column('timestamptz', { name: 'proposed_at' }) proposedAt: Date;
  @Column('text', { name: 'decided_by', nullable: true }) decidedBy: string | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt: Date | null;
  @Column('text', { name: 'decision_reason', nullable: true }) decisionReason: string | null;
}
