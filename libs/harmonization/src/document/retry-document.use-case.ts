import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { AuditLog } from '../audit/audit-log';
import { found } from '../refusal/found';
import { Documents } from './documents';
import { FetchDocuments } from './fetch-documents.job';

/** An officer asks for the bytes of a replica again, once the host has mended what was wrong. */
@Injectable()
export class RetryDocument {
  constructor(
    private readonly db: Database,
    private readonly documents: Documents,
    private readonly fetching: FetchDocuments,
    private readonly audit: AuditLog,
  ) {}

  /** A document whose bytes are here is left as it is. Refuses: NOT_FOUND. */
  async execute(officer: Caller, accountNumber: string, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const row = await this.documents.lock(tx, id);
      found(row?.accountNumber === accountNumber ? row : null);
      if (!row || row.copy === 'HELD' || row.state === 'REMOVED') return;
      await this.documents.store(tx, row, { copy: 'AWAITED', tries: 0, nextTryAt: new Date() });
      const by = { actor: officer.subject, role: officer.roles[0] ?? 'OFFICER' };
      await this.audit.append(tx, [
        { by, action: 'document.asked-again', subjectKind: 'document', subjectId: id },
      ]);
      this.db.afterCommit(tx, () => this.fetching.wake());
    });
  }
}
