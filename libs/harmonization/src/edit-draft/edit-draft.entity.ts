import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FieldFinding } from '../domain/application-form';
import type { DraftHold } from '../domain/edit-draft';

export type EditDraftState = 'KEPT' | 'APPLIED' | 'REFUSED' | 'SENT' | 'RECEIVED' | 'CONFIRMED' | 'DISCARDED';

/** A carrier's edit as a JSON merge patch of its shared data, and what has become of it. */
@Entity('edit_draft')
export class EditDraft {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'account_number' }) accountNumber: string;
  @Column('uuid', { name: 'link_id', nullable: true }) linkId: string | null;
  /** Made at this program, or received from the former holder of the right to edit. */
  @Column('text') origin: 'HERE' | 'PEER';
  @Column('text', { nullable: true }) hold: DraftHold | null;
  @Column('text') state: EditDraftState;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what TypeORM's partial types take for jsonb
  @Column('jsonb') changes: Record<string, any>;
  /** Where it could not be applied: each wrong field. */
  @Column('jsonb', { nullable: true }) findings: FieldFinding[] | null;
  @Column('text', { name: 'made_by' }) madeBy: string;
  @Column('timestamptz', { name: 'made_at' }) madeAt: Date;
  @Column('text', { name: 'decided_by', nullable: true }) decidedBy: string | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt: Date | null;
}
