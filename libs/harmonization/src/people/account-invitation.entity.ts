import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountRole } from '../domain/account-roles';

/** An invitation to an account: 10 characters by mail, seven days, five tries, once. One open one an address and account. */
@Entity('account_invitation')
export class AccountInvitation {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'account_number' }) accountNumber: string;
  @Column('text') email: string;
  @Column('text') role: AccountRole;
  @Column('text', { name: 'code_hash' }) codeHash: string;
  @Column('text', { name: 'invited_by' }) invitedBy: string;
  @Column('timestamptz', { name: 'invited_at' }) invitedAt: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
  @Column('integer') tries: number;
  @Column('timestamptz', { name: 'accepted_at', nullable: true }) acceptedAt: Date | null;
  @Column('text', { name: 'accepted_by', nullable: true }) acceptedBy: string | null;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt: Date | null;
}
