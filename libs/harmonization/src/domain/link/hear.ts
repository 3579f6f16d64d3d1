import { accept, refuse, type Decision } from '../decision';
import { runWaiting } from './commands';
import type { Heard, LinkContext, LinkOutcome } from './event';
import { NOTHING, outcomeOf } from './outcome';
import { mirrored, type LinkCopy, type LinkMessage, type LinkRecord } from './record';
import { answerResync, hasDrifted, hearUnknown, recover, restoredByWord, showsRestore } from './restore';
import { dataToSay } from './say';
import { settle } from './settle';
import type { Incoming } from './settle-rule';
import { isDisputeUpheld, isHost, isLive, isPaused } from './token';

const incomingOf = <D>({ record, data }: LinkMessage<D>): Incoming<D> | undefined =>
  data === undefined ? undefined : { data, version: record.dataVersion };

/** The terms never change; a record with other terms is another link's, or forged. */
const hasTermsOf = ({ own }: LinkCopy<unknown>, record: LinkRecord): boolean =>
  own.linkId === record.linkId &&
  own.proposer === record.proposer &&
  own.accountNumber === record.peerAccountNumber &&
  own.peerAccountNumber === record.accountNumber &&
  own.flow === record.flow;

/** M1: negative where the record is older than what was heard, 0 where it is the same one again. */
const newness = ({ own }: LinkCopy<unknown>, record: LinkRecord): number =>
  record.incarnation - own.heardIncarnation || record.seq - own.heardSeq;

const merged = <D>(copy: LinkCopy<D>, record: LinkRecord): LinkCopy<D> => ({
  ...copy,
  mirror: mirrored(record),
  own: { ...copy.own, heardIncarnation: record.incarnation, heardSeq: record.seq },
});

/** M2: the client lacks data that it could take, and they were not in this message. */
const shouldAsk = <D>({ copy, message }: Hearing<D>): boolean =>
  copy.own.phase === 'ACTIVE' &&
  !isHost(copy) &&
  message.data === undefined &&
  (copy.mirror?.dataVersion ?? 0) > copy.own.dataVersion &&
  !isPaused(copy) &&
  !isDisputeUpheld(copy);

/** D1 after every merge: the peer has heard my present record, lacks the data, and may have them now. */
const lacksData = <D>({ copy, message: { record } }: Hearing<D>): boolean =>
  record.heardIncarnation === copy.own.incarnation &&
  record.heardSeq === copy.own.seq &&
  record.dataVersion < copy.own.dataVersion &&
  (record.phase === 'ACTIVE' || record.phase === 'TRANSFER_PENDING') &&
  dataToSay(copy) !== undefined;

/** M2: an ended copy answers whoever does not know it yet. */
const isUnawareOfEnd = <D>({ copy, message }: Hearing<D>): boolean =>
  !isLive(copy) && message.record.phase !== 'ENDED';

/** A copy after a merge, and the message merged. */
interface Hearing<D> {
  readonly copy: LinkCopy<D>;
  readonly message: LinkMessage<D>;
}

const shouldAnswer = <D>(hearing: Hearing<D>): boolean =>
  hearing.message.again === true || lacksData(hearing) || isUnawareOfEnd(hearing);

/** C4: the proposer asks about the link that was in the way. */
const inTheWay = <D>(before: LinkCopy<D>, after: LinkCopy<D>): string[] =>
  isLive(before) && after.own.endReason === 'BUSY' && after.own.blockedBy !== '' ? [after.own.blockedBy] : [];

/** The outcome of a merge: what changed is said, and where nothing changed, what the peer still needs. */
function heardOutcome<D>(
  before: LinkCopy<D>,
  hearing: Hearing<D>,
  audit: LinkOutcome<D>['audit'],
): LinkOutcome<D> {
  const asks = shouldAsk(hearing);
  const outcome = outcomeOf({ before, after: hearing.copy }, audit, asks || shouldAnswer(hearing));
  const say = asks ? outcome.say.map((message) => ({ ...message, again: true as const })) : outcome.say;
  return { ...outcome, say, askAbout: inTheWay(before, hearing.copy) };
}

/** B3, then the commands that waited. Only a record that echoes my incarnation counts. */
function hearWhileResyncing<D>(
  copy: LinkCopy<D>,
  message: LinkMessage<D>,
  context: LinkContext<D>,
): LinkOutcome<D> {
  const { record } = message;
  if (record.heardIncarnation !== copy.own.incarnation) return NOTHING;
  const answer = { heard: record, incoming: incomingOf(message), context };
  const recovered = runWaiting(recover(copy, answer), copy.waiting ?? [], context);
  const outcome = heardOutcome(copy, { copy: recovered.copy, message }, recovered.audit);
  return hasDrifted(recovered.copy, answer) ? { ...outcome, cases: ['SYNC_DRIFT'] } : outcome;
}

/** One record of the peer, not older than the last one heard. */
function hearPresent<D>(copy: LinkCopy<D>, message: LinkMessage<D>, context: LinkContext<D>): LinkOutcome<D> {
  const { record } = message;
  if (record.phase === 'RESYNC') return answerResync(copy, record);
  if (copy.own.phase === 'RESYNC') return hearWhileResyncing(copy, message, context);
  const current = newness(copy, record) > 0 ? merged(copy, record) : copy;
  const incoming = incomingOf(message);
  const settled = settle(current, incoming ? { context, incoming } : { context });
  return heardOutcome(copy, { copy: settled.copy, message }, settled.audit);
}

/** M1: an older record changes nothing; the same one again may still bring data. */
function hearKnown<D>(copy: LinkCopy<D>, message: LinkMessage<D>, context: LinkContext<D>): LinkOutcome<D> {
  const { record, again } = message;
  if (newness(copy, record) < 0) {
    const outcome = again ? outcomeOf({ before: copy, after: copy }, [], true) : NOTHING;
    return { ...outcome, heard: 'SUPERSEDED' };
  }
  const isRestored = isLive(copy) && showsRestore(record, copy.own);
  const outcome = isRestored ? restoredByWord(copy, record, context) : hearPresent(copy, message, context);
  const heard: Heard = outcome.copies.length > 0 ? 'APPLIED' : 'DUPLICATE';
  return { ...outcome, heard };
}

/** Every message of the peer comes through here. */
export function hear<D>(
  copy: LinkCopy<D> | undefined,
  message: LinkMessage<D>,
  context: LinkContext<D>,
): Decision<LinkOutcome<D>> {
  if (!copy)
    return accept({ ...hearUnknown(message.record, incomingOf(message), context), heard: 'APPLIED' });
  if (!hasTermsOf(copy, message.record)) return refuse('DATA_INVALID', { linkId: copy.own.linkId });
  return accept(hearKnown(copy, message, context));
}
