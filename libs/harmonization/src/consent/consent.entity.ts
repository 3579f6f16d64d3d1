import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an officer of the carrier agreed to: the text's version and the list of fields that it covers. Never edited. */
@Entity('consent')
export class Consent {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'application_id', nullable: true }) applicationId: string | null;
  @Column('text', { name: 'account_number', nullable: true }) accountNumber: string | null;
  @Column('text') scope: string;
  @Column('text', { name: 'text_version' }) textVersion: string;
  @Column('text') language: 'en' | 'fr';
  @Column('jsonb') fields: string[];
  @Column('text', { name: 'given_by' }) givenBy: string;
  @Column('timestamptz', { name: 'given_at' }) givenAt: Date;
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true }) withdrawnAt: Date | null;
  @Column('text', { name: 'withdrawn_by', nullable: true }) withdrawnBy: string | null;
}

/** The program-to-program basis for sharing. Dates are calendar dates, `effectiveTo` the last day. */
@Entity('arrangement')
export class Arrangement {
  @PrimaryColumn('uuid') id: string;
  @Column('text') peer: string;
  @Column('text', { name: 'legal_basis' }) legalBasis: string;
  /** Absent of the first ones, which have it in English only. */
  @Column('text', { name: 'legal_basis_fr', nullable: true }) legalBasisFr: string | null;
  @Column('date', { name: 'effective_from' }) effectiveFrom: string;
  @Column('date', { name: 'effective_to', nullable: true }) effectiveTo: string | null;
  @Column('jsonb', { name: 'shared_fields' }) sharedFields: string[];
}
