import type { KernelPart } from '../kernel-parts';
import { LinkHistory } from './link-history';
import { LinkHistoryEntry } from './link-history.entity';

/** The life of a link after it is made: its history, its end, its move, its disputes. */
export const LINKING_PART: KernelPart = {
  providers: [LinkHistory],
  entities: [LinkHistoryEntry],
};
