import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@platform/database';
import { In } from 'typeorm';
import { asPeer, AuditLog } from '../audit/audit-log';
import { mayGiveDocumentsBack, mayHandDocumentsOver } from '../domain/document';
import type { ProgramProfile } from '../domain/program-profile';
import { Link } from '../linking/link.entity';
import { copyOf } from '../linking/links';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { DocumentStore, storeAway } from './document-store';
import { SharingGatesOf } from './sharing-gates';

// What this side has said, or what it was told: the latter only ever goes back to whom it came from.
const SHARED_UNDER = `
  SELECT DISTINCT d.id, d.account_number AS "accountNumber", w.record->>'linkId' AS "linkId", w.is_said AS "isSaid"
  FROM document d, LATERAL (
    SELECT record, true AS is_said FROM said_record WHERE kind = 'document' AND subject = d.id::text
    UNION ALL SELECT record, false FROM heard_record WHERE kind = 'document' AND subject = d.id::text) AS w
  WHERE d.sha256 = $1 AND d.state = 'PRESENT' AND d.visibility = 'SHARED' AND d.copy = 'HELD' AND w.record->>'sha256' = d.sha256
  ORDER BY "isSaid" DESC, d.id`;

interface Shared {
  readonly id: string;
  readonly accountNumber: string;
  readonly linkId: string;
  readonly isSaid: boolean;
}

/** DOC-6, DOC-12: hands the bytes of a shared document to the other program, or back to it, having looked at the gates again. */
@Injectable()
export class HandDocumentOver {
  constructor(
    private readonly db: Database,
    private readonly gates: SharingGatesOf,
    private readonly store: DocumentStore,
    private readonly audit: AuditLog,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** NOT_FOUND where no document with these bytes was said or heard, or the gates have closed since. */
  async execute(sha256: string): Promise<Buffer> {
    await this.db.transaction((tx) => this.requireShared(tx, sha256));
    const content = await this.store.get(sha256);
    if (!content) throw storeAway();
    return Buffer.concat((await content.toArray()) as Buffer[]);
  }

  private async requireShared(tx: Tx, sha256: string): Promise<void> {
    const shared: Shared[] = /^[0-9a-f]{64}$/.test(sha256) ? await tx.query(SHARED_UNDER, [sha256]) : [];
    const links = await tx.findBy(Link, { linkId: In(shared.map(({ linkId }) => linkId)) });
    for (const { id, accountNumber, linkId, isSaid } of shared) {
      const link = links.find((each) => each.linkId === linkId && each.localAccountNumber === accountNumber);
      const gates = await this.gates.account(tx, accountNumber);
      const mayCross = isSaid ? mayHandDocumentsOver : mayGiveDocumentsBack;
      if (!link || !mayCross(copyOf(link, undefined as never), gates)) continue;
      const by = asPeer(this.profile.peer.code);
      await this.audit.append(tx, [
        {
          by,
          action: isSaid ? 'document.handed-over' : 'document.given-back',
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
