import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { maySayDocuments } from '../domain/document';
import type { LinkCopy } from '../domain/link/record';
import { isDisputeUpheld } from '../domain/link/token';
import { Link } from '../linking/link.entity';
import { LinkLedger } from '../linking/link-ledger';
import { copyOf } from '../linking/links';
import { Conversations } from '../record-sync/conversations';
import type { Document } from './document.entity';
import { Documents } from './documents';
import { DocumentReplicas } from './document-replicas';
import { RecalledDocuments } from './recalled-documents';
import { SharingGatesOf } from './sharing-gates';

export const DOCUMENT_KIND = 'document';

/** What the host says of one document. Of one that is no longer shared it says only that. */
export type DocumentRecord =
  | {
      shared: true;
      linkId: string;
      epoch: number;
      name: string;
      mediaType: string;
      bytes: number;
      sha256: string;
      criterion?: string;
      validationId?: string;
      uploadedAt: string;
    }
  | { shared: false; linkId: string; epoch: number };

/** Tells the client of the link which documents are shared: by reference, never their bytes. */
@Injectable()
export class DocumentSharing implements OnModuleInit {
  constructor(
    private readonly ledger: LinkLedger,
    private readonly documents: Documents,
    private readonly replicas: DocumentReplicas,
    private readonly recalled: RecalledDocuments,
    private readonly gates: SharingGatesOf,
    private readonly conversations: Conversations,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** A link that becomes active, changes its host or is no longer paused has everything to say that it could not before. */
  onModuleInit(): void {
    this.ledger.followTurns(async (tx, copies, by) => {
      for (const copy of copies) await this.follow(tx, copy, by);
    });
  }

  /** Says the account's documents as they are now, where they may be said. The caller holds the account's lock. */
  async sayOf(tx: Tx, accountNumber: string): Promise<void> {
    const link = await tx.findOneBy(Link, { live: true, localAccountNumber: accountNumber });
    if (link) await this.say(tx, copyOf(link, undefined as never));
  }

  private async follow(tx: Tx, copy: LinkCopy<unknown>, by: ActingParty): Promise<void> {
    const { own, self } = copy;
    // Whoever hosted it last: before a host change the other side did.
    if (own.phase === 'ENDED' && isDisputeUpheld(copy)) return this.drop(tx, own.linkId, by);
    if (own.phase !== 'ACTIVE') return;
    await this.recalled.settle(tx, own.linkId, own.accountNumber);
    if (own.host === self) await this.say(tx, copy);
    else await this.replicas.settle(tx, copy);
  }

  private async say(tx: Tx, copy: LinkCopy<unknown>): Promise<void> {
    const { own } = copy;
    if (own.phase !== 'ACTIVE' || own.host !== copy.self) return;
    const rows = await this.documents.toSay(tx, own.accountNumber);
    if (rows.length === 0 || !maySayDocuments(copy, await this.gates.account(tx, own.accountNumber))) return;
    const said = rows.map((row) => ({ subject: row.id, record: recordOf(row, own.linkId, own.epoch) }));
    await this.conversations.sayAll(tx, DOCUMENT_KIND, said);
  }

  private async drop(tx: Tx, linkId: string, by: ActingParty): Promise<void> {
    const dropped = await this.documents.dropReplicas(tx, linkId, this.clock.now(), by.actor);
    await this.audit.append(
      tx,
      dropped.map((id) => ({
        by,
        action: 'document.removed',
        subjectKind: 'document',
        subjectId: id,
        reason: 'DISPUTE_UPHELD',
      })),
    );
  }
}

const isShared = ({ state, visibility }: Document): boolean => state === 'PRESENT' && visibility === 'SHARED';

function recordOf(row: Document, linkId: string, epoch: number): DocumentRecord {
  if (!isShared(row)) return { shared: false, linkId, epoch };
  const { name, mediaType, bytes, sha256, criterion, validationId, uploadedAt } = row;
  return {
    shared: true,
    linkId,
    epoch,
    name,
    mediaType,
    bytes,
    sha256,
    criterion: criterion ?? undefined,
    validationId: validationId ?? undefined,
    uploadedAt: uploadedAt.toISOString(),
  };
}
