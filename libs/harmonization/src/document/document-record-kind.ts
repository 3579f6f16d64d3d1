import { Injectable } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { isCount, isText, isUuid, orAbsent, recordOf, type Shape } from '../domain/record-shape';
import { Accounts } from '../account/accounts';
import { Link } from '../linking/link.entity';
import { copyOf } from '../linking/links';
import { Conversations } from '../record-sync/conversations';
import { RecordKind, type WordAbout } from '../record-sync/record-kind';
import { DocumentReplicas } from './document-replicas';
import { DOCUMENT_KIND, type DocumentRecord } from './document-sharing';
import { RecalledDocuments } from './recalled-documents';

const isHash: Shape = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isInstant: Shape = (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const isSize: Shape = (value) => isCount(value) && Number(value) > 0 && Number(value) <= 2 ** 31 - 1;

const isShared = recordOf({
  shared: (value) => value === true,
  linkId: isUuid,
  epoch: isCount,
  name: isText,
  mediaType: isText,
  bytes: isSize,
  sha256: isHash,
  criterion: orAbsent(isText),
  validationId: orAbsent(isUuid),
  uploadedAt: isInstant,
});
const isUnshared = recordOf({ shared: (value) => value === false, linkId: isUuid, epoch: isCount });

/** What the host says of its documents: kept as heard, taken as soon as the link allows it (DOC-7). */
@Injectable()
export class DocumentRecordKind extends RecordKind {
  readonly kind = DOCUMENT_KIND;

  constructor(
    private readonly accounts: Accounts,
    private readonly replicas: DocumentReplicas,
    private readonly recalled: RecalledDocuments,
    private readonly conversations: Conversations,
  ) {
    super();
  }

  isWellFormed({ subject, record }: Envelope): boolean {
    return isUuid(subject) && (isShared(record) || isUnshared(record));
  }

  /** DOC-12: what the peer has said of it too tells whose document it was to begin with. */
  override async takeBack(tx: Tx, id: string, own: object, theirs?: WordAbout): Promise<boolean> {
    if (!isShared(own) && !isUnshared(own)) return false;
    if (theirs) await this.conversations.keepHeard(tx, this.kind, theirs);
    await this.recalled.takeBack(tx, id, own as DocumentRecord);
    return false;
  }

  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    const links = new Set<string>();
    const receipts = await this.conversations.hear(tx, messages, async ({ record }) => {
      links.add((record as unknown as DocumentRecord).linkId);
    });
    for (const linkId of [...links].sort()) await this.settle(tx, linkId);
    return receipts;
  }

  /** Under the account's lock, so that the link cannot change its host meanwhile. */
  private async settle(tx: Tx, linkId: string): Promise<void> {
    const known = await tx.findOneBy(Link, { linkId });
    if (!known) return;
    await this.accounts.lock(tx, known.localAccountNumber);
    const link = await tx.findOneBy(Link, { linkId });
    if (link) await this.replicas.settle(tx, copyOf(link, undefined as never));
  }
}
