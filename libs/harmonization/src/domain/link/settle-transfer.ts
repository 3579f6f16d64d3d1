import { mayTake, taken } from './shared-data';
import { withOwn, type SettleRule } from './settle-rule';
import type { LinkCopy, LinkRecord } from './record';
import { holdsToken, isDelinkPending, isGiven, isHost, isPaused } from './token';

/** The client's side of an active link: it has no right to edit and may be offered one. */
const isActiveClient = (copy: LinkCopy<unknown>): boolean => copy.own.phase === 'ACTIVE' && !isHost(copy);

/** D2: the client takes data of a higher version of its own epoch. */
const takeData: SettleRule = {
  rule: 'D2',
  event: 'link.data-taken',
  when: (copy, { incoming }) =>
    isActiveClient(copy) && copy.mirror?.epoch === copy.own.epoch && mayTake(copy, incoming),
  then: (copy, { incoming }) => (incoming ? taken(copy, incoming) : copy),
};

const bothVoted = (own: LinkRecord, peer: LinkRecord): boolean =>
  own.vote === own.epoch && peer.vote === own.epoch;

const nextEpoch = (own: LinkRecord, peer: LinkRecord): number =>
  Math.max(own.epoch, own.refused, peer.refused) + 1;

/** X2: both voted for a host change in this epoch; the host gives its right away under a number never used before. */
const offerTransfer: SettleRule = {
  rule: 'X2',
  event: 'link.transfer-offered',
  when: (copy) =>
    holdsToken(copy) &&
    copy.mirror?.phase === 'ACTIVE' &&
    copy.own.phase === 'ACTIVE' &&
    copy.mirror.epoch === copy.own.epoch &&
    bothVoted(copy.own, copy.mirror) &&
    !isPaused(copy) &&
    !isDelinkPending(copy),
  then: (copy) =>
    withOwn(copy, {
      phase: 'TRANSFER_PENDING',
      offered: copy.mirror ? nextEpoch(copy.own, copy.mirror) : 0,
    }),
};

/** An offer that this side has neither taken nor refused. */
const isOffered = (copy: LinkCopy<unknown>): boolean =>
  isActiveClient(copy) &&
  copy.mirror !== undefined &&
  isGiven(copy.mirror) &&
  copy.mirror.offered > copy.own.epoch &&
  copy.mirror.offered > copy.own.refused;

/** X3: the client still wants it and holds the offered data: it becomes host. */
const takeOver: SettleRule = {
  rule: 'X3',
  event: 'link.transferred',
  when: (copy) =>
    isOffered(copy) &&
    copy.own.vote === copy.own.epoch &&
    copy.own.dataVersion >= (copy.mirror?.dataVersion ?? 0),
  then: (copy) => withOwn(copy, { epoch: copy.mirror?.offered ?? copy.own.epoch, host: copy.self, vote: 0 }),
};

/** X4: otherwise it refuses for good, so that the offer cannot be taken later. */
const refuseTransfer: SettleRule = {
  rule: 'X4',
  event: 'link.transfer-refused',
  when: isOffered,
  then: (copy) => withOwn(copy, { refused: Math.max(copy.own.refused, copy.mirror?.offered ?? 0), vote: 0 }),
};

/** X5: the offer was refused; the right to edit is back in the same epoch, and the number is burned. */
const takeBack: SettleRule = {
  rule: 'X5',
  event: 'link.transfer-returned',
  when: ({ own, mirror }) =>
    own.phase === 'TRANSFER_PENDING' && mirror !== undefined && mirror.refused >= own.offered,
  then: (copy) => withOwn(copy, { phase: 'ACTIVE', offered: 0, vote: 0 }),
};

export const TRANSFER_RULES = [takeBack, takeData, takeOver, refuseTransfer];
export const OFFER_RULES = [offerTransfer];
