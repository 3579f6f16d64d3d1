import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@platform/database';
import { RESTORED } from '../account/account-standing';
import { asSystem, AuditLog } from '../audit/audit-log';
import { Link } from '../linking/link.entity';
import type { Document } from './document.entity';
import { Documents } from './documents';
import type { DocumentRecord } from './document-sharing';
import { FetchDocuments } from './fetch-documents.job';

const BY = asSystem('restore');

// Only a side that was ever restored has said what it no longer knows. What the peer has said too was the peer's to begin with.
const FORGOTTEN = `
  SELECT s.subject AS id, s.record, EXISTS (SELECT 1 FROM heard_record h WHERE h.kind = s.kind AND h.subject = s.subject) AS "isReplica"
  FROM said_record s, service_incarnation i
  WHERE i.incarnation > 0 AND s.kind = 'document' AND s.record->>'linkId' = $1 AND s.record->'shared' = 'true'
    AND NOT EXISTS (SELECT 1 FROM document d WHERE d.id = s.subject::uuid)
  ORDER BY s.subject`;

interface Forgotten {
  readonly id: string;
  readonly record: DocumentRecord & { shared: true };
  readonly isReplica: boolean;
}

/**
 * DOC-12: documents that this side had shared since a backup stand again as it had said them; their bytes are in the store still, or
 * the peer, to whom they were handed over, gives them back. One that was no longer shared is not shared again.
 */
@Injectable()
export class RecalledDocuments {
  constructor(
    private readonly db: Database,
    private readonly documents: Documents,
    private readonly fetching: FetchDocuments,
    private readonly audit: AuditLog,
  ) {}

  /** Takes back one word. Where the document's link is not here yet, `settle` finds it once that is. */
  async takeBack(tx: Tx, id: string, own: DocumentRecord): Promise<void> {
    const row = await this.documents.lock(tx, id);
    if (row) return this.correct(tx, row, own);
    const link = await tx.findOneBy(Link, { linkId: own.linkId });
    if (link) await this.settle(tx, own.linkId, link.localAccountNumber);
  }

  /** Every document of the link that was said and is not here. Twice is the same. */
  async settle(tx: Tx, linkId: string, accountNumber: string): Promise<void> {
    const forgotten: Forgotten[] = await tx.query(FORGOTTEN, [linkId]);
    for (const each of forgotten) await this.add(tx, each, accountNumber);
    if (forgotten.length > 0) this.db.afterCommit(tx, () => this.fetching.wake());
  }

  private async add(tx: Tx, { id, record, isReplica }: Forgotten, accountNumber: string): Promise<void> {
    const { name, mediaType, bytes, sha256, criterion, validationId, uploadedAt, linkId } = record;
    await this.documents.insert(tx, {
      ...{ id, accountNumber, name, mediaType, bytes, sha256, visibility: 'SHARED', state: 'PRESENT' },
      ...{
        linkId: isReplica ? linkId : null,
        criterion: criterion ?? null,
        validationId: validationId ?? null,
      },
      ...{ copy: 'AWAITED', tries: 0, nextTryAt: new Date() },
      ...{
        uploadedBy: RESTORED,
        uploadedAt: new Date(uploadedAt),
        removedAt: null,
        removedBy: null,
        version: 1,
      },
    });
    await this.note(tx, id, { name, sha256, linkId });
  }

  /** Name, type and bytes never change; what it is evidence for, and whether it is shared, may have since the backup. */
  private async correct(tx: Tx, row: Document, own: DocumentRecord): Promise<void> {
    const changed: Partial<Document> = own.shared
      ? { visibility: 'SHARED', criterion: own.criterion ?? null, validationId: own.validationId ?? null }
      : { visibility: 'HOST_ONLY' };
    const isSame = Object.entries(changed).every(([name, value]) => row[name as keyof Document] === value);
    if (isSame) return;
    await this.documents.store(tx, row, changed);
    await this.note(tx, row.id, changed);
  }

  private async note(tx: Tx, subjectId: string, after: object): Promise<void> {
    await this.audit.append(tx, [
      { by: BY, action: 'document.restored', subjectKind: 'document', subjectId, reason: RESTORED, after },
    ]);
  }
}
