import type { KernelPart } from '../kernel-parts';
import { AskTransfer } from './ask-transfer.use-case';
import { HostTransferKind } from './host-transfer-kind';
import { HostTransfers } from './host-transfers';
import { LinkHistory } from './link-history';
import { LinkHistoryEntry } from './link-history.entity';
import { LinkTurns } from './link-turns';

/** The life of a link after it is made: its history, its end, its move, its disputes. */
export const LINKING_PART: KernelPart = {
  providers: [AskTransfer, HostTransfers, LinkHistory, LinkTurns],
  kinds: [HostTransferKind],
  entities: [LinkHistoryEntry],
};
