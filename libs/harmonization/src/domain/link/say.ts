import { standsAlike, type LinkCopy, type LinkMessage, type LinkRecord } from './record';
import { holdsLineage, isDisputeUpheld, isLive, isPaused } from './token';

/** What was heard rides along: it is acknowledged with the next word, it is no word of its own. */
const sameFacts = (one: LinkRecord, other: LinkRecord): boolean =>
  standsAlike(one, other) && one.dataVersion === other.dataVersion;

/** Protocol §1: when the own record has changed, it gets the next number and goes out. */
export function numbered<D>(before: LinkCopy<D> | undefined, after: LinkCopy<D>): LinkCopy<D> {
  if (!before || sameFacts(before.own, after.own)) return after;
  return { ...after, own: { ...after.own, seq: before.own.seq + 1 } };
}

export const hasChanged = <D>(before: LinkCopy<D> | undefined, after: LinkCopy<D>): boolean =>
  before?.own.seq !== after.own.seq || before.own.incarnation !== after.own.incarnation;

/** The peer was restored and has not yet spoken as itself again: every answer helps it (B2). */
export const peerResyncs = <D>({ own, mirror }: LinkCopy<D>): boolean =>
  own.heardSeq > 0 && (mirror?.incarnation ?? -1) < own.heardIncarnation;

const mayHelp = <D>(copy: LinkCopy<D>): boolean =>
  peerResyncs(copy) && copy.own.epoch > 0 && copy.own.dataVersion > 0;

/** D1: data cross only from the side that holds them for the link, or to a peer that resyncs, and never under a pause. */
export function dataToSay<D>(copy: LinkCopy<D>): D | undefined {
  if (isPaused(copy) || isDisputeUpheld(copy) || !(holdsLineage(copy) || mayHelp(copy))) return undefined;
  return isLive(copy) ? copy.data : copy.final;
}

/** The whole own record, with what the peer's restore needs and the data that D1 allows. */
export function messageOf<D>(copy: LinkCopy<D>): LinkMessage<D> {
  const data = dataToSay(copy);
  const answersResync = peerResyncs(copy) && copy.mirror !== undefined;
  const record = answersResync ? { ...copy.own, heardRecord: copy.mirror } : copy.own;
  return data === undefined ? { record } : { record, data };
}
