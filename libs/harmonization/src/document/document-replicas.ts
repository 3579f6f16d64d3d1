import { Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { asPeer, AuditLog } from '../audit/audit-log';
import { mayTakeDocuments } from '../domain/document';
import type { LinkCopy } from '../domain/link/record';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import type { Document } from './document.entity';
import { Documents } from './documents';
import type { DocumentRecord } from './document-sharing';
import { FetchDocuments } from './fetch-documents.job';

const HEARD = `SELECT subject, record FROM heard_record WHERE kind = 'document' AND record->>'linkId' = $1 ORDER BY subject`;

/** The client's side: rows of what the host has said, whose bytes are then fetched. Settling twice changes nothing. */
@Injectable()
export class DocumentReplicas {
  constructor(
    private readonly db: Database,
    private readonly documents: Documents,
    private readonly fetching: FetchDocuments,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** DOC-7: takes everything heard of the link's documents that may be taken now. */
  async settle(tx: Tx, copy: LinkCopy<unknown>): Promise<void> {
    const heard: { subject: string; record: DocumentRecord }[] = await tx.query(HEARD, [copy.own.linkId]);
    for (const { subject, record } of heard)
      if (mayTakeDocuments(copy, record.epoch)) await this.take(tx, copy, subject, record);
  }

  private async take(tx: Tx, copy: LinkCopy<unknown>, id: string, record: DocumentRecord): Promise<void> {
    const row = await this.documents.lock(tx, id);
    if (row && row.accountNumber !== copy.own.accountNumber) return;
    if (!record.shared) return this.withdraw(tx, row);
    if (!row) return this.add(tx, copy, id, record);
    const changed = changesOf(row, record);
    if (Object.keys(changed).length === 0) return;
    await this.documents.store(tx, row, changed);
    await this.note(tx, id, 'document.changed', changed);
    if (row.copy === 'AWAITED') this.wake(tx);
  }

  private async add(
    tx: Tx,
    copy: LinkCopy<unknown>,
    id: string,
    record: DocumentRecord & { shared: true },
  ): Promise<void> {
    const { name, mediaType, bytes, sha256, criterion, validationId, uploadedAt, linkId } = record;
    await this.documents.insert(tx, {
      id,
      accountNumber: copy.own.accountNumber,
      linkId,
      name,
      mediaType,
      bytes,
      sha256,
      visibility: 'SHARED',
      criterion: criterion ?? null,
      validationId: validationId ?? null,
      state: 'PRESENT',
      copy: 'AWAITED',
      tries: 0,
      nextTryAt: new Date(),
      uploadedBy: `peer:${this.profile.peer.code}`,
      uploadedAt: new Date(uploadedAt),
      removedAt: null,
      removedBy: null,
      version: 1,
    });
    await this.note(tx, id, 'document.heard', { sha256, linkId });
    this.wake(tx);
  }

  /** What the host no longer shares is no longer shown here; the bytes of a replica are swept. */
  private async withdraw(tx: Tx, row: Document | null): Promise<void> {
    if (row?.state !== 'PRESENT') return;
    const by = asPeer(this.profile.peer.code);
    await this.documents.store(tx, row, {
      state: 'REMOVED',
      removedAt: this.clock.now(),
      removedBy: by.actor,
    });
    await this.note(tx, row.id, 'document.removed', { state: 'REMOVED' });
  }

  private async note(tx: Tx, subjectId: string, action: string, after: object): Promise<void> {
    const by = asPeer(this.profile.peer.code);
    await this.audit.append(tx, [{ by, action, subjectKind: 'document', subjectId, after }]);
  }

  private wake(tx: Tx): void {
    this.db.afterCommit(tx, () => this.fetching.wake());
  }
}

/** What the record changes of the row. A document that is shared again needs its bytes again, unless it was put in here. */
function changesOf(row: Document, record: DocumentRecord & { shared: true }): Partial<Document> {
  const { name, mediaType, bytes, sha256, criterion = null, validationId = null } = record;
  const facts: Partial<Document> = {
    name,
    mediaType,
    bytes,
    sha256,
    criterion,
    validationId,
    visibility: 'SHARED',
  };
  const changed = Object.fromEntries(
    Object.entries(facts).filter(([field, value]) => row[field as keyof Document] !== value),
  ) as Partial<Document>;
  const isBack = row.state === 'REMOVED';
  const needsBytes = row.linkId !== null && (isBack || changed.sha256 !== undefined);
  return {
    ...changed,
    ...(isBack ? { state: 'PRESENT' as const, removedAt: null, removedBy: null } : {}),
    ...(needsBytes ? { copy: 'AWAITED' as const, tries: 0, nextTryAt: new Date() } : {}),
  };
}
