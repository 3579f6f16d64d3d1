import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceConfig } from '@platform/config';
import type { KernelPart } from '../kernel-parts';
import { BucketDocumentStore } from './bucket-document-store';
import { ChangeDocuments } from './change-documents.use-cases';
import { Document, DocumentBlob, LibraryDocument } from './document.entity';
import { DocumentBlobs } from './document-blobs';
import { DocumentBodies } from './document-bodies';
import { DocumentIntake } from './document-intake';
import { DocumentRecordKind } from './document-record-kind';
import { DocumentReplicas } from './document-replicas';
import { DocumentSharing } from './document-sharing';
import { DocumentStore } from './document-store';
import { Documents } from './documents';
import { DocumentsController } from './documents.controller';
import { FetchDocuments } from './fetch-documents.job';
import { FolderDocumentStore } from './folder-document-store';
import { HandDocumentOver } from './hand-document-over.use-case';
import { LibraryController, StaffLibraryController } from './library.controller';
import { Library } from './library.use-cases';
import { MissingDocuments } from './missing-documents';
import { PeerDocumentsController } from './peer-documents.controller';
import { ReadDocuments } from './read-documents';
import { RecalledDocuments } from './recalled-documents';
import { RetryDocument } from './retry-document.use-case';
import { SharingGatesOf } from './sharing-gates';
import { StaffDocumentsController } from './staff-documents.controller';
import { SweepDocuments } from './sweep-documents.job';

/** A bucket where one is named, else a folder. */
function storeOf(config: ServiceConfig): DocumentStore {
  const { documentBucketUrl: url, documentBucketRegion: region, program } = config;
  const { documentBucketKeyId: keyId = '', documentBucketSecret: secret = '' } = config;
  if (url) return new BucketDocumentStore({ url, region, keyId, secret });
  return new FolderDocumentStore(config.documentFolder ?? join(tmpdir(), 'harmonization-documents', program));
}

/** Documents of accounts, and what crosses of them. */
export const DOCUMENT_PART: KernelPart = {
  controllers: [
    DocumentsController,
    LibraryController,
    PeerDocumentsController,
    StaffDocumentsController,
    StaffLibraryController,
  ],
  providers: [
    ChangeDocuments,
    DocumentBlobs,
    DocumentBodies,
    DocumentIntake,
    DocumentReplicas,
    DocumentSharing,
    Documents,
    FetchDocuments,
    HandDocumentOver,
    Library,
    MissingDocuments,
    ReadDocuments,
    RecalledDocuments,
    RetryDocument,
    SharingGatesOf,
    SweepDocuments,
    { provide: DocumentStore, inject: [ServiceConfig], useFactory: storeOf },
  ],
  kinds: [DocumentRecordKind],
  entities: [Document, DocumentBlob, LibraryDocument],
};
