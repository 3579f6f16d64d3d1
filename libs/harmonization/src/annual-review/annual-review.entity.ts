import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SecurityAnswer } from '../domain/shared-data';

/** A yearly review of the security profile: the answers as the carrier confirmed them. Approved ones are the kept versions. */
@Entity('annual_review')
export class AnnualReview {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'account_number' }) accountNumber: string;
  @Column('text') state: 'SUBMITTED' | 'APPROVED' | 'RETURNED';
  @Column('jsonb', { name: 'security_profile' }) securityProfile: SecurityAnswer[];
  @Column('text') statement: string;
  @Column('date', { name: 'submitted_on' }) submittedOn: string;
  @Column('text', { name: 'submitted_by' }) submittedBy: string;
  @Column('date', { name: 'decided_on', nullable: true }) decidedOn: string | null;
  @Column('text', { name: 'decided_by', nullable: true }) decidedBy: string | null;
  @Column('text', { nullable: true }) note: string | null;
}
