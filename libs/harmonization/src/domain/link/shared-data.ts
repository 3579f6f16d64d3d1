import type { LinkCopy } from './record';
import type { Incoming } from './settle-rule';
import { isHost } from './token';

/** D2, and no shared data is applied while this side's own pause set is not empty. */
export const mayTake = <D>(copy: LinkCopy<D>, incoming: Incoming<D> | undefined): incoming is Incoming<D> =>
  incoming !== undefined && incoming.version > copy.own.dataVersion && copy.own.pauses.length === 0;

/** Takes the peer's data; a client's own former values are archived the first time (scenario 4: not before the host is active). */
export function taken<D>(copy: LinkCopy<D>, incoming: Incoming<D>): LinkCopy<D> {
  const archive = copy.archive === undefined && !isHost(copy) ? { archive: copy.data } : {};
  return {
    ...copy,
    ...archive,
    data: incoming.data,
    own: { ...copy.own, dataVersion: incoming.version },
  };
}
