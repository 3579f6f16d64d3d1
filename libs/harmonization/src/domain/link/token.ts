import type { LinkCopy, LinkRecord } from './record';

type Copy = LinkCopy<unknown>;

export const isLive = ({ own }: Copy): boolean => own.phase !== 'ENDED';

export const isUndecided = ({ own }: Copy): boolean =>
  own.phase === 'PROPOSED' || own.phase === 'DECISIONS_PENDING';

/** The right to edit has been sent away and nobody knows yet whether it arrived. */
export const isGiven = (record: LinkRecord): boolean =>
  record.phase === 'CUTOVER' || record.phase === 'TRANSFER_PENDING';

export const isBound = ({ own }: Copy): boolean => own.phase === 'ACTIVE' || isGiven(own);

export const isPaused = ({ own, mirror }: Copy): boolean =>
  own.pauses.length > 0 || (mirror?.pauses.length ?? 0) > 0;

export const isDisputed = ({ own, mirror }: Copy): boolean =>
  own.pauses.includes('DISPUTED') || (mirror?.pauses.includes('DISPUTED') ?? false);

/** "Not my company" was found true: no more shared data go to the client, and what it has is deleted. */
export const isDisputeUpheld = ({ own, mirror }: Copy): boolean =>
  own.wantEnd === 'DISPUTE_UPHELD' || mirror?.wantEnd === 'DISPUTE_UPHELD';

export const isDelinkPending = ({ own, mirror }: Copy): boolean =>
  own.wantEnd !== '' || (mirror?.wantEnd ?? '') !== '';

export const isHost = (copy: Copy): boolean => copy.own.host === copy.self;

/** The peer ended the link and this side waits for the final copy (T2): nobody may edit here meanwhile. */
const isFrozen = ({ mirror }: Copy): boolean => mirror?.phase === 'ENDED';

/** Before the link is active each side edits what is its own: the host where it keeps the record, the client until it moves, both in scenario 4. */
const editsBeforeActive = (copy: Copy): boolean =>
  copy.own.flow === 'BOTH' || (copy.own.flow === 'KEEP') === isHost(copy);

/**
 * The right to edit shared data (protocol §1). An account without a live link is standalone and edits freely: that is
 * not asked here.
 */
export function holdsToken(copy: Copy): boolean {
  if (isUndecided(copy)) return editsBeforeActive(copy);
  return copy.own.phase === 'ACTIVE' && isHost(copy) && !isFrozen(copy);
}

/** The side whose data are the link's: what it says may carry them (D1). */
export function holdsLineage(copy: Copy): boolean {
  const { phase, flow, endReason } = copy.own;
  if (phase === 'CUTOVER') return flow === 'MOVE';
  if (phase === 'ENDED') return endReason === 'DELINKED' && isHost(copy);
  return phase === 'TRANSFER_PENDING' || (phase === 'ACTIVE' && isHost(copy));
}

/** This side has ended the link and the peer, which holds an earlier version of the data, may wait for the final copy (T2). */
export const isFinalCopyAwaited = (copy: Copy): boolean =>
  copy.own.phase === 'ENDED' &&
  holdsLineage(copy) &&
  copy.mirror !== undefined &&
  copy.mirror.phase !== 'ENDED' &&
  copy.mirror.dataVersion < copy.own.dataVersion;

/** What the account's record says of it. */
export function recordRole(copy: Copy): 'STANDALONE' | 'HOST' | 'CLIENT' {
  if (!isLive(copy) || copy.own.epoch === 0) return 'STANDALONE';
  return isHost(copy) ? 'HOST' : 'CLIENT';
}
