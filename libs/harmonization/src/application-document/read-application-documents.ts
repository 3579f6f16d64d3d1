import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { decodeCursor, pageOf, type Page } from '@platform/http/pagination';
import { ApplicationAccess } from '../application/application-access';
import { Application } from '../application/application.entity';
import { DocumentStore, storeAway } from '../document/document-store';
import type { DocumentContent } from '../document/read-documents';
import { found } from '../refusal/found';
import { applicationDocumentView, type ApplicationDocumentView } from './application-document-view';
import { ApplicationDocuments } from './application-documents';

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);

/** What lies in an application until an account holds it; someone else's answers as if it did not exist. */
@Injectable()
export class ReadApplicationDocuments {
  constructor(
    private readonly db: Database,
    private readonly access: ApplicationAccess,
    private readonly documents: ApplicationDocuments,
    private readonly store: DocumentStore,
  ) {}

  async list(
    caller: Caller,
    applicationId: string,
    { limit, cursor }: { limit: number; cursor?: string },
  ): Promise<Page<ApplicationDocumentView>> {
    const tx = await this.asOwn(caller, applicationId);
    const before = cursor ? decodeCursor(cursor, isId) : undefined;
    const rows = await this.documents.list(tx, applicationId, limit + 1, before);
    return pageOf(rows.map(applicationDocumentView), limit, ({ id }) => id);
  }

  async content(caller: Caller, applicationId: string, id: string): Promise<DocumentContent> {
    const tx = await this.asOwn(caller, applicationId);
    const { name, mediaType, bytes, sha256 } = found(await this.documents.find(tx, applicationId, id));
    const content = await this.store.get(sha256);
    if (!content) throw storeAway();
    return { name, mediaType, bytes, content };
  }

  private async asOwn(caller: Caller, id: string): Promise<Tx> {
    const tx = this.db.source.manager;
    const row = found(await tx.findOneBy(Application, { id }));
    found((await this.access.isOwn(tx, caller, row)) ? row : null);
    return tx;
  }
}
