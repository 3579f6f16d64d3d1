import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { ApplicationFlow } from '../application/application-flow';
import type { Application } from '../application/application.entity';
import { Accounts } from '../account/accounts';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { Documents } from '../document/documents';
import { DocumentSharing } from '../document/document-sharing';
import type { ApplicationDocument } from './application-document.entity';
import { ApplicationDocuments } from './application-documents';

/** DOC-10: what was put into a draft is filed with the account that the application opens, or is about, as soon as that is known. */
@Injectable()
export class FileApplicationDocuments implements OnModuleInit {
  constructor(
    private readonly flow: ApplicationFlow,
    private readonly accounts: Accounts,
    private readonly waiting: ApplicationDocuments,
    private readonly documents: Documents,
    private readonly sharing: DocumentSharing,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.flow.followReview((tx, application, by) => this.file(tx, application, by));
  }

  /**
   * DOC-11: filed with the account here, also where the other program hosts: no row of what crosses (domain §8) has files with an
   * application or from a client. Its carrier is told so, on both sides. Twice files nothing twice: what was filed waits no more.
   */
  private async file(tx: Tx, { id, accountNumber }: Application, by: ActingParty): Promise<void> {
    if (!accountNumber) return;
    const rows = await this.waiting.takeAll(tx, id);
    if (rows.length === 0) return;
    await this.accounts.lock(tx, accountNumber);
    for (const row of rows) await this.fileOne(tx, row, accountNumber);
    await this.audit.append(
      tx,
      rows.map((row) => ({
        by,
        action: 'document.filed',
        subjectKind: 'document' as const,
        subjectId: row.id,
        before: { applicationId: id },
        after: { accountNumber },
      })),
    );
    await this.sharing.sayOf(tx, accountNumber);
  }

  private async fileOne(
    tx: Tx,
    { applicationId: _, ...row }: ApplicationDocument,
    accountNumber: string,
  ): Promise<void> {
    await this.documents.insert(tx, {
      ...row,
      accountNumber,
      linkId: null,
      validationId: null,
      state: 'PRESENT',
      copy: 'HELD',
      tries: 0,
      nextTryAt: null,
      removedAt: null,
      removedBy: null,
      version: 1,
    });
  }
}
