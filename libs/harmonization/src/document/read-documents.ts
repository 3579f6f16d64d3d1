import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { decodeCursor, pageOf, type Page } from '@platform/http/pagination';
import type { Readable } from 'node:stream';
import { Accounts } from '../account/accounts';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import type { Document } from './document.entity';
import { DocumentStore, storeAway } from './document-store';
import { documentView, type DocumentView } from './document-view';
import { Documents } from './documents';

/** A document with its bytes. */
export interface DocumentContent {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly content: Readable;
}

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);

/** Reads documents: a carrier those of its own accounts, staff any of their program. Someone else's answer as if they did not exist. */
@Injectable()
export class ReadDocuments {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly documents: Documents,
    private readonly store: DocumentStore,
  ) {}

  /** `reader`: the carrier, or undefined for staff, who see what was removed too. */
  async list(
    reader: Caller | undefined,
    accountNumber: string,
    { limit, cursor }: { limit: number; cursor?: string },
  ): Promise<Page<DocumentView>> {
    await this.requireMayRead(reader, accountNumber);
    const rows = await this.documents.list(this.db.source.manager, accountNumber, {
      after: cursor ? decodeCursor(cursor, isId) : null,
      limit: limit + 1,
      all: !reader,
    });
    return pageOf(rows.map(documentView), limit, ({ id }) => id);
  }

  async one(reader: Caller | undefined, accountNumber: string, id: string): Promise<DocumentView> {
    return documentView(await this.row(reader, accountNumber, id));
  }

  /** Refuses: NOT_FOUND, DOCUMENT_REMOVED, DOCUMENT_NOT_HERE while the bytes of a replica are on their way. */
  async content(reader: Caller | undefined, accountNumber: string, id: string): Promise<DocumentContent> {
    const row = await this.row(reader, accountNumber, id);
    if (row.state === 'REMOVED' && (reader || row.linkId))
      throw new RefusedError({ code: 'DOCUMENT_REMOVED' });
    if (row.copy !== 'HELD') throw new RefusedError({ code: 'DOCUMENT_NOT_HERE', facts: { copy: row.copy } });
    const content = await this.store.get(row.sha256);
    if (!content) throw storeAway();
    return { name: row.name, mediaType: row.mediaType, bytes: row.bytes, content };
  }

  private async row(reader: Caller | undefined, accountNumber: string, id: string): Promise<Document> {
    await this.requireMayRead(reader, accountNumber);
    return found(await this.documents.visible(this.db.source.manager, accountNumber, id, !reader));
  }

  private async requireMayRead(reader: Caller | undefined, accountNumber: string): Promise<void> {
    const tx = this.db.source.manager;
    const may = reader
      ? await this.accounts.mayAct(tx, reader, accountNumber)
      : (await this.accounts.find(tx, accountNumber)) !== null;
    if (!may) throw new RefusedError({ code: 'NOT_FOUND' });
  }
}
