import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { Idempotency } from '@platform/idempotency/idempotency';
import type { GivenAnswer } from '@platform/idempotency/idempotent-request';
import { IsNull } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log';
import type { Bilingual } from '../domain/bilingual';
import { found } from '../refusal/found';
import { LibraryDocument } from './document.entity';
import { DocumentIntake, type Upload } from './document-intake';
import { DocumentStore, storeAway } from './document-store';
import type { DocumentContent } from './read-documents';

/** What the library shows of a document. */
export type LibraryEntry = Pick<
  LibraryDocument,
  'id' | 'title' | 'name' | 'mediaType' | 'bytes' | 'publishedAt'
> & {
  retiredAt?: Date;
};

/** More than any program publishes. */
const AT_MOST = 500;

/** What the program publishes to its members: headquarters publish and retire, members of either role of a link read. */
@Injectable()
export class Library {
  constructor(
    private readonly db: Database,
    private readonly idempotency: Idempotency,
    private readonly intake: DocumentIntake,
    private readonly store: DocumentStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Members see what is published; staff see what was retired too. Newest first. */
  async list(all: boolean): Promise<LibraryEntry[]> {
    const where = all ? {} : { retiredAt: IsNull() };
    const rows = await this.db.source.manager.find(LibraryDocument, {
      where,
      order: { id: 'DESC' },
      take: AT_MOST,
    });
    return rows.map(entryOf);
  }

  /** NOT_FOUND for what is not published, or no longer. */
  async content(id: string, all: boolean): Promise<DocumentContent> {
    const row = found(await this.db.source.manager.findOneBy(LibraryDocument, { id }));
    const { name, mediaType, bytes } = found(all || !row.retiredAt ? row : null);
    const content = await this.store.get(row.sha256);
    if (!content) throw storeAway();
    return { name, mediaType, bytes, content };
  }

  /** Refuses what `DocumentIntake` refuses. */
  async publish(
    officer: Caller,
    { upload, title, key }: { upload: Upload; title: Bilingual; key: string },
  ): Promise<GivenAnswer<LibraryEntry>> {
    const content = await this.intake.take(upload);
    const request = {
      caller: officer.subject,
      route: 'POST /v1/staff/library',
      key,
      body: { title, ...content },
    };
    return this.idempotency.run(request, async (tx) => {
      const publication = { publishedBy: officer.subject, publishedAt: this.clock.now() };
      const row: LibraryDocument = {
        id: uuidv7(),
        title,
        ...content,
        ...publication,
        retiredBy: null,
        retiredAt: null,
      };
      await tx.insert(LibraryDocument, row);
      await this.note(tx, officer, row, 'library.published');
      return { status: 201, body: entryOf(row), location: `/v1/library/${row.id}/content` };
    });
  }

  /** Shown to members no more; twice is once. Refuses: NOT_FOUND. */
  async retire(officer: Caller, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const row = found(
        await tx.findOne(LibraryDocument, { where: { id }, lock: { mode: 'pessimistic_write' } }),
      );
      if (row.retiredAt) return;
      await tx.update(LibraryDocument, { id }, { retiredBy: officer.subject, retiredAt: this.clock.now() });
      await this.note(tx, officer, row, 'library.retired');
    });
  }

  private async note(
    tx: Tx,
    { subject, roles }: Caller,
    row: LibraryDocument,
    action: string,
  ): Promise<void> {
    const by = { actor: subject, role: roles[0] ?? 'HQ' };
    const after = { title: row.title, sha256: row.sha256 };
    await this.audit.append(tx, [{ by, action, subjectKind: 'document', subjectId: row.id, after }]);
  }
}

const entryOf = ({
  id,
  title,
  name,
  mediaType,
  bytes,
  publishedAt,
  retiredAt,
}: LibraryDocument): LibraryEntry => ({
  id,
  title,
  name,
  mediaType,
  bytes,
  publishedAt,
  retiredAt: retiredAt ?? undefined,
});
