import type { LinkCopy } from './link/record';
import { isHost } from './link/token';
import type { WireStatus } from './life-cycle';
import { isTerminal } from './wire-status';

/**
 * SEP-1: where the host's program has ended its own account, the client's account, if it lives on, is separated only once its
 * staff have confirmed it; a link that ends for any other reason separates both at once.
 */
export const needsSeparation = (ended: LinkCopy<unknown>, wire: WireStatus): boolean =>
  ended.own.epoch > 0 && !isHost(ended) && ended.mirror?.wantEnd === 'PROGRAM_ENDED' && !isTerminal(wire);
