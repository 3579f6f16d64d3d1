import type { KernelPart } from '../kernel-parts';
import { ApplicationDocument } from './application-document.entity';
import { ApplicationDocuments } from './application-documents';
import { ApplicationDocumentsController } from './application-documents.controller';
import { ChangeApplicationDocuments } from './change-application-documents.use-cases';
import { FileApplicationDocuments } from './file-application-documents';
import { ReadApplicationDocuments } from './read-application-documents';

/** Evidence in an application that has no account yet. */
export const APPLICATION_DOCUMENT_PART: KernelPart = {
  controllers: [ApplicationDocumentsController],
  providers: [
    ApplicationDocuments,
    ChangeApplicationDocuments,
    FileApplicationDocuments,
    ReadApplicationDocuments,
  ],
  entities: [ApplicationDocument],
};
