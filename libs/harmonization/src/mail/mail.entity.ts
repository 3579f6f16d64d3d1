import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Bilingual } from '../domain/bilingual';

/** One mail to one address, until it has gone and for a while after. `text` or `sealed`; neither once a secret has gone. */
@Entity('mail')
export class Mail {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'notice_id', nullable: true }) noticeId: string | null;
  @Column('text', { name: 'to_address' }) toAddress: string;
  @Column('jsonb') subject: Bilingual;
  @Column('jsonb', { nullable: true }) text: Bilingual | null;
  @Column('text', { nullable: true }) sealed: string | null;
  @Column('text') state: 'PENDING' | 'SENT' | 'GIVEN_UP';
  @Column('integer') attempts: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'next_attempt_at' }) nextAttemptAt: Date;
  @Column('timestamptz', { name: 'claimed_until', nullable: true }) claimedUntil: Date | null;
  @Column('timestamptz', { name: 'settled_at', nullable: true }) settledAt: Date | null;
  @Column('text', { name: 'last_failure', nullable: true }) lastFailure: string | null;
}
