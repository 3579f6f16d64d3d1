import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Bilingual } from '../domain/program-profile';

/** What a carrier is told, in both languages; read in the reader's own and mailed when a contact is known. */
@Entity('notice')
export class Notice {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'account_number', nullable: true }) accountNumber: string | null;
  @Column('uuid', { name: 'application_id', nullable: true }) applicationId: string | null;
  @Column('text', { nullable: true }) login: string | null;
  @Column('text', { nullable: true }) email: string | null;
  @Column('text') kind: string;
  @Column('jsonb') text: Bilingual;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what TypeORM's partial types take for jsonb
  @Column('jsonb') facts: Record<string, any>;
  @Column('timestamptz') at: Date;
  /** When the first mail about it has gone. */
  @Column('timestamptz', { name: 'mailed_at', nullable: true }) mailedAt: Date | null;
  /** DUE until its mails are written; the database says so of a new one. */
  @Column('text', { name: 'mail_state', select: false }) mailState:
    'DUE' | 'QUEUED' | 'NO_ADDRESS' | 'BEFORE_MAIL';
}

/** A notice as it is read. */
export type NoticeView = Omit<Notice, 'mailState'>;
