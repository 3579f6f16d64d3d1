import type { Visibility } from '../domain/document';
import type { ApplicationDocument } from './application-document.entity';

/** What the carrier sees of a document in its draft. */
export interface ApplicationDocumentView {
  id: string;
  applicationId: string;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  visibility: Visibility;
  criterion?: string;
  uploadedAt: Date;
}

export const applicationDocumentView = (row: ApplicationDocument): ApplicationDocumentView => ({
  id: row.id,
  applicationId: row.applicationId,
  name: row.name,
  mediaType: row.mediaType,
  bytes: row.bytes,
  sha256: row.sha256,
  visibility: row.visibility,
  criterion: row.criterion ?? undefined,
  uploadedAt: row.uploadedAt,
});
