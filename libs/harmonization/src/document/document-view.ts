import type { Visibility } from '../domain/document';
import type { Document } from './document.entity';

/** What a reader of a document sees; `version` is its ETag. */
export interface DocumentView {
  id: string;
  accountNumber: string;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  visibility: Visibility;
  criterion?: string;
  validationId?: string;
  state: Document['state'];
  /** HELD, AWAITED (its bytes are on their way from the host) or PARKED (what came was refused). */
  copy: Document['copy'];
  /** True where the other program's carrier or officer put it in. */
  replica: boolean;
  uploadedAt: Date;
  removedAt?: Date;
  version: number;
}

export const documentView = (row: Document): DocumentView => ({
  id: row.id,
  accountNumber: row.accountNumber,
  name: row.name,
  mediaType: row.mediaType,
  bytes: row.bytes,
  sha256: row.sha256,
  visibility: row.visibility,
  criterion: row.criterion ?? undefined,
  validationId: row.validationId ?? undefined,
  state: row.state,
  copy: row.copy,
  replica: row.linkId !== null,
  uploadedAt: row.uploadedAt,
  removedAt: row.removedAt ?? undefined,
  version: row.version,
});
