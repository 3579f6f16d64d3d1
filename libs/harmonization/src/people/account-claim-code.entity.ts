import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A question for the code of an account that nobody has claimed; mailed or not, the one who asked cannot tell. */
@Entity('account_claim_code')
export class AccountClaimCode {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'account_number' }) accountNumber: string;
  @Column('text', { name: 'code_hash' }) codeHash: string;
  @Column('text', { name: 'asked_by' }) askedBy: string;
  @Column('timestamptz', { name: 'asked_at' }) askedAt: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
  @Column('boolean') mailed: boolean;
  @Column('integer') tries: number;
  @Column('timestamptz', { name: 'used_at', nullable: true }) usedAt: Date | null;
}
