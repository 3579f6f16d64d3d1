import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LinkCopy } from '../domain/link/record';
import type { SharedData } from '../domain/shared-data';

/** A copy as it is stored: the shared data are the account's, in its row; the documents it keeps have columns of their own. */
export type StoredCopy = Omit<LinkCopy<SharedData>, 'data' | 'archive' | 'final'>;

/** A column that the database computes and nobody writes. */
const DERIVED = { select: false, insert: false, update: false } as const;

/** This side's copy of a link. The columns beside `copy` are there for indexes and lists. */
@Entity('link')
export class Link {
  @PrimaryColumn('uuid', { name: 'link_id' }) linkId: string;
  @Column('text', { name: 'local_account_number' }) localAccountNumber: string;
  @Column('text', { name: 'peer_account_number' }) peerAccountNumber: string;
  @Column('uuid', { name: 'application_id', nullable: true }) applicationId: string | null;
  @Column('text') phase: string;
  @Column('text') host: string;
  @Column('integer') epoch: number;
  @Column('boolean') live: boolean;
  @Column('jsonb') copy: StoredCopy;
  /** The client's former values, and the data as the link ended: large, rarely needed, so read only where they are. */
  @Column('jsonb', { nullable: true, select: false }) archive?: SharedData | null;
  @Column('jsonb', { nullable: true, select: false }) final?: SharedData | null;
  @Column('timestamptz', { name: 'proposed_at' }) proposedAt: Date;
  @Column('timestamptz', { name: 'changed_at' }) changedAt: Date;
  /** Derived by the database from the row; for reconciliations only. */
  @Column('integer', { nullable: true, ...DERIVED }) readonly bucket?: number;
  @Column('boolean', { name: 'is_sound', nullable: true, ...DERIVED }) readonly isSound?: boolean;
  @Column('bigint', { name: 'own_digest', nullable: true, ...DERIVED }) readonly ownDigest?: string;
  @Column('bigint', { name: 'mirror_digest', nullable: true, ...DERIVED }) readonly mirrorDigest?: string;
  @Column('boolean', { name: 'compares_data', nullable: true, ...DERIVED }) readonly comparesData?: boolean;
}
