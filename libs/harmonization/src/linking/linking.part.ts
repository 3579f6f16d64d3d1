import type { KernelPart } from '../kernel-parts';
import { AdoptedIdentifiers } from './adopted-identifiers';
import { AskTransfer } from './ask-transfer.use-case';
import { BothSidesController } from './both-sides.controller';
import { DisputeLink } from './dispute-link.use-case';
import { HiddenCompany } from './hidden-company';
import { HostTransferKind } from './host-transfer-kind';
import { HostTransfers } from './host-transfers';
import { LinkFiguresController } from './link-figures.controller';
import { LinkHistory } from './link-history';
import { LinkHistoryEntry } from './link-history.entity';
import { LinkSessions } from './link-sessions';
import { LinkTurns } from './link-turns';
import { ReadBothSides } from './read-both-sides';
import { Separations } from './separations';
import { UpheldDisputes } from './upheld-disputes';

/** The life of a link after it is made: its history, its end, its move, its disputes. */
export const LINKING_PART: KernelPart = {
  controllers: [BothSidesController, LinkFiguresController],
  providers: [
    AdoptedIdentifiers,
    AskTransfer,
    DisputeLink,
    HiddenCompany,
    HostTransfers,
    LinkHistory,
    LinkSessions,
    LinkTurns,
    ReadBothSides,
    Separations,
    UpheldDisputes,
  ],
  kinds: [HostTransferKind],
  entities: [LinkHistoryEntry],
};
