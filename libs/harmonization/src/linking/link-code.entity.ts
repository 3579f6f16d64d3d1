import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A one-time code of an account: 10 characters, 72 hours, single use, five tries; only its keyed hash is kept. */
@Entity('link_code')
export class LinkCode {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'account_number' }) accountNumber: string;
  @Column('text', { name: 'code_hash' }) codeHash: string;
  @Column('text', { name: 'issued_by' }) issuedBy: string;
  @Column('timestamptz', { name: 'issued_at' }) issuedAt: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
  @Column('integer') tries: number;
  @Column('timestamptz', { name: 'used_at', nullable: true }) usedAt: Date | null;
  /** Id of the application that it proved control for. */
  @Column('text', { name: 'used_for', nullable: true }) usedFor: string | null;
}
