import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One change: who, what, when, why, before and after. Written in the transaction of the change, never altered. */
@Entity('audit_entry')
export class AuditEntry {
  @PrimaryColumn('uuid') id: string;
  @Column('timestamptz') at: Date;
  /** A login, `peer:<program>` or `system:<job>`. */
  @Column('text') actor: string;
  @Column('text', { name: 'actor_role' }) actorRole: string;
  /** Noun and past participle: `link.proposed`. */
  @Column('text') action: string;
  @Column('text', { name: 'subject_kind' }) subjectKind: string;
  @Column('text', { name: 'subject_id' }) subjectId: string;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('jsonb', { nullable: true }) before: unknown;
  @Column('jsonb', { nullable: true }) after: unknown;
  @Column('text', { name: 'correlation_id', nullable: true }) correlationId: string | null;
}
