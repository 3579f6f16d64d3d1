import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@platform/database';
import { In } from 'typeorm';
import { asPeer, AuditLog } from '../audit/audit-log';
import { mayHandDocumentsOver } from '../domain/document';
import type { ProgramProfile } from '../domain/program-profile';
import { Link } from '../linking/link.entity';
import { copyOf } from '../linking/links';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { DocumentStore, storeAway } from './document-store';
import { SharingGatesOf } from './sharing-gates';

const SHARED_UNDER = `
  SELECT DISTINCT d.id, d.account_number AS "accountNumber", s.record->>'linkId' AS "linkId"
  FROM document d JOIN said_record s ON s.kind = 'document' AND s.subject = d.id::text AND s.record->>'sha256' = d.sha256
  WHERE d.sha256 = $1 AND d.state = 'PRESENT' AND d.visibility = 'SHARED' AND d.copy = 'HELD' ORDER BY d.id`;

/** DOC-6: hands the bytes of a shared document to the other program, having looked at the gates again. */
@Injectable()
export class HandDocumentOver {
  constructor(
    private readonly db: Database,
    private readonly gates: SharingGatesOf,
    private readonly store: DocumentStore,
    private readonly audit: AuditLog,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** NOT_FOUND where no document with these bytes was said, or the gates have closed since. */
  async execute(sha256: string): Promise<Buffer> {
    await this.db.transaction((tx) => this.requireShared(tx, sha256));
    const content = await this.store.get(sha256);
    if (!content) throw storeAway();
    return Buffer.concat((await content.toArray()) as Buffer[]);
  }

  private async requireShared(tx: Tx, sha256: string): Promise<void> {
    const said: { id: string; accountNumber: string; linkId: string }[] = /^[0-9a-f]{64}$/.test(sha256)
      ? await tx.query(SHARED_UNDER, [sha256])
      : [];
    const links = await tx.findBy(Link, { linkId: In(said.map(({ linkId }) => linkId)) });
    for (const { id, accountNumber, linkId } of said) {
      const link = links.find((each) => each.linkId === linkId && each.localAccountNumber === accountNumber);
      const gates = await this.gates.account(tx, accountNumber);
      if (!link || !mayHandDocumentsOver(copyOf(link, undefined as never), gates)) continue;
      const by = asPeer(this.profile.peer.code);
      await this.audit.append(tx, [
        {
          by,
          action: 'document.handed-over',
          subjectKind: 'document',
          subjectId: id,
          after: { sha256, linkId },
        },
      ]);
      return;
    }
    throw new RefusedError({ code: 'NOT_FOUND' });
  }
}
