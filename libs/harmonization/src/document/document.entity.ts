import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Bilingual } from '../domain/bilingual';
import type { Visibility } from '../domain/document';

/** A document of an account; its bytes lie in the store under their hash. */
@Entity('document')
export class Document {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'account_number' }) accountNumber: string;
  /** The link over which the host said it; null where it was put in here. */
  @Column('uuid', { name: 'link_id', nullable: true }) linkId: string | null;
  @Column('text') name: string;
  @Column('text', { name: 'media_type' }) mediaType: string;
  @Column('integer') bytes: number;
  @Column('text') sha256: string;
  @Column('text') visibility: Visibility;
  /** Criterion of the security profile that it is evidence for. */
  @Column('text', { nullable: true }) criterion: string | null;
  @Column('uuid', { name: 'validation_id', nullable: true }) validationId: string | null;
  @Column('text') state: 'PRESENT' | 'REMOVED';
  /** HELD: the bytes are here. AWAITED: they are asked for. PARKED: what came was something else. */
  @Column('text') copy: 'HELD' | 'AWAITED' | 'PARKED';
  @Column('integer') tries: number;
  @Column('timestamptz', { name: 'next_try_at', nullable: true }) nextTryAt: Date | null;
  @Column('text', { name: 'uploaded_by' }) uploadedBy: string;
  @Column('timestamptz', { name: 'uploaded_at' }) uploadedAt: Date;
  @Column('timestamptz', { name: 'removed_at', nullable: true }) removedAt: Date | null;
  @Column('text', { name: 'removed_by', nullable: true }) removedBy: string | null;
  @Column('integer') version: number;
}

/** What lies in the store; touched before bytes are written, claimed before they are swept. */
@Entity('document_blob')
export class DocumentBlob {
  @PrimaryColumn('text') sha256: string;
  @Column('timestamptz', { name: 'touched_at' }) touchedAt: Date;
  @Column('timestamptz', { name: 'sweeping_since', nullable: true }) sweepingSince: Date | null;
}

/** What the program publishes to its members; retired, never deleted. */
@Entity('library_document')
export class LibraryDocument {
  @PrimaryColumn('uuid') id: string;
  @Column('jsonb') title: Bilingual;
  @Column('text') name: string;
  @Column('text', { name: 'media_type' }) mediaType: string;
  @Column('integer') bytes: number;
  @Column('text') sha256: string;
  @Column('text', { name: 'published_by' }) publishedBy: string;
  @Column('timestamptz', { name: 'published_at' }) publishedAt: Date;
  @Column('text', { name: 'retired_by', nullable: true }) retiredBy: string | null;
  @Column('timestamptz', { name: 'retired_at', nullable: true }) retiredAt: Date | null;
}
