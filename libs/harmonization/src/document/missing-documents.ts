import { Injectable } from '@nestjs/common';
import { PeerRefused } from '@messaging/peer/peer-client';
import { Database, type Tx } from '@platform/database';
import { asSystem } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { isPaused } from '../domain/link/token';
import { Link } from '../linking/link.entity';
import { copyOf } from '../linking/links';
import type { Document } from './document.entity';

const BY = asSystem('fetch-documents');
const NOT_THERE = 404;

/**
 * DOC-13: a document of ours whose bytes a restore has lost, and which the peer cannot give back either, stands as missing: staff are
 * told, once, and the case closes when bytes come. The peer goes on being asked.
 */
@Injectable()
export class MissingDocuments {
  constructor(
    private readonly db: Database,
    private readonly cases: Cases,
  ) {}

  /** After a request for the bytes that failed. Only a link that is live here and not paused makes the peer's answer say anything. */
  async report(row: Document, error: unknown): Promise<void> {
    const isOurs = row.linkId === null;
    if (!isOurs || !(error instanceof PeerRefused) || error.status !== NOT_THERE) return;
    await this.db.transaction(async (tx) => {
      if (!(await this.isUnderWay(tx, row.accountNumber))) await this.openCase(tx, row);
    });
  }

  /** The bytes have come after all. */
  async found(tx: Tx, { id }: Document): Promise<void> {
    const outcome = { choice: 'LEAVE', reason: 'SERVICE_BYTES_CAME' };
    await this.cases.closeOpen(tx, { kind: 'SYNC_DRIFT', subjectId: id }, outcome, BY);
  }

  private async isUnderWay(tx: Tx, accountNumber: string): Promise<boolean> {
    const link = await tx.findOneBy(Link, { live: true, localAccountNumber: accountNumber });
    return link !== null && (link.phase !== 'ACTIVE' || isPaused(copyOf(link, undefined as never)));
  }

  private async openCase(tx: Tx, { id, accountNumber, name, sha256 }: Document): Promise<void> {
    const facts = { standing: 'DOCUMENT_MISSING', accountNumber, document: name, sha256, words: [] };
    await this.cases.open(tx, { kind: 'SYNC_DRIFT', subjectKind: 'document', subjectId: id, facts }, BY);
  }
}
