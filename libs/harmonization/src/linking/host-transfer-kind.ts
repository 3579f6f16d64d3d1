import { Injectable } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { isCount, isText, isUuid, oneOf, orAbsent, recordOf, type Shape } from '../domain/record-shape';
import { Conversations } from '../record-sync/conversations';
import { RecordKind } from '../record-sync/record-kind';
import { HOST_TRANSFER_KIND, HostTransfers } from './host-transfers';

/** As long as an officer may write (the resolution of a case). */
const isReason: Shape = (value) => typeof value === 'string' && value.length > 0 && value.length <= 2000;

const isTransferWord = recordOf({
  round: isCount,
  epoch: isCount,
  refused: isCount,
  asked: orAbsent(recordOf({ by: oneOf(['CARRIER', 'STAFF']), reason: isReason, askedAt: isText })),
  vote: orAbsent(
    recordOf({
      id: isText,
      choice: oneOf(['MOVE', 'STAY']),
      noteForPeer: orAbsent(isReason),
      office: isText,
      votedAt: isText,
    }),
  ),
});

/** What the other program says of moving the host of a link: its request, its vote. */
@Injectable()
export class HostTransferKind extends RecordKind {
  readonly kind = HOST_TRANSFER_KIND;

  constructor(
    private readonly transfers: HostTransfers,
    private readonly conversations: Conversations,
  ) {
    super();
  }

  isWellFormed({ subject, record }: Envelope): boolean {
    return isUuid(subject) && isTransferWord(record);
  }

  /** B3: the word taken back is the vote; what follows from both words is worked out again. */
  override async takeBack(tx: Tx, linkId: string): Promise<boolean> {
    await this.transfers.heard(tx, linkId);
    return false;
  }

  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    return this.conversations.hear(tx, messages, ({ subject }) => this.transfers.heard(tx, subject));
  }
}
