import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Visibility } from '../domain/document';

/** Evidence put into a draft, until there is an account to file it with; its bytes lie in the store under their hash. */
@Entity('application_document')
export class ApplicationDocument {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'application_id' }) applicationId: string;
  @Column('text') name: string;
  @Column('text', { name: 'media_type' }) mediaType: string;
  @Column('integer') bytes: number;
  @Column('text') sha256: string;
  @Column('text') visibility: Visibility;
  /** Criterion of the security profile that it is evidence for. */
  @Column('text', { nullable: true }) criterion: string | null;
  @Column('text', { name: 'uploaded_by' }) uploadedBy: string;
  @Column('timestamptz', { name: 'uploaded_at' }) uploadedAt: Date;
}
