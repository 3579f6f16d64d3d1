import type { LinkRecord } from '@harmonization/domain/link/record';
import type { Action, Transition } from './actions';
import type { Finding } from './invariants';
import type { Copy, Outcome } from './protocol';
import { bodyOf } from './key';
import { copyAt, otherOf, type State } from './state';

/** A copy before and after one event, and what else the rules look at. */
interface Passage {
  readonly action: Action;
  readonly before: State;
  readonly was: Copy;
  readonly is: Copy;
  readonly outcome: Outcome;
}

const firedRules = ({ outcome }: Passage): string[] => outcome.audit.map(({ rule }) => rule);
const hasFired = (passage: Passage, rules: readonly string[]): boolean =>
  firedRules(passage).some((rule) => rules.includes(rule));
const isCommand = ({ action }: Passage, kinds: readonly string[]): boolean =>
  kinds.includes(action.event?.kind ?? '');
const isResync = ({ was, is }: Passage): boolean => was.own.phase === 'RESYNC' || is.own.phase === 'RESYNC';
const heardRecord = ({ action }: Passage): LinkRecord | undefined =>
  action.event?.kind === 'hear' ? action.event.record : undefined;

/** Settling ends. */
const settles = ({ outcome }: Passage): Finding =>
  outcome.audit.length > 8 ? 'settling does not end' : undefined;

/** I5: pauses and decisions are their owner's; only its own command changes them. */
function ownFactsStand(passage: Passage): Finding {
  const [was, is] = [passage.was.own, passage.is.own];
  if (isResync(passage)) return undefined;
  if (was.pauses.join() !== is.pauses.join() && !isCommand(passage, ['pause', 'resume']))
    return 'I5: a pause changed by itself';
  if (was.decision !== is.decision && !isCommand(passage, ['decide']))
    return 'I5: a decision changed by itself';
  if (was.wantEnd !== is.wantEnd && !isCommand(passage, ['delink']) && !hasFired(passage, ['T2']))
    return 'I5: a wish changed by itself';
  return undefined;
}

/** I5: a vote stands until its owner, or a rule that ends its epoch, changes it. */
function votesStand(passage: Passage): Finding {
  const { was, is } = passage;
  if (was.own.vote === is.own.vote || isResync(passage) || isCommand(passage, ['vote', 'unvote']))
    return undefined;
  return is.own.vote === 0 && hasFired(passage, ['H2', 'H4', 'X3', 'X4', 'X5'])
    ? undefined
    : 'I5: a vote changed by itself';
}

/** I5: an ended link is not revived, and nothing but the peer's word changes what was heard of it. */
const endIsFinal = ({ was, is }: Passage): Finding =>
  was.own.phase === 'ENDED' && is.own.phase !== 'ENDED' ? 'I5: an ended link is live again' : undefined;

const mirrorIsThePeers = (passage: Passage): Finding => {
  const [was, is] = [passage.was.mirror, passage.is.mirror];
  const isChanged = (was && bodyOf(was)) !== (is && bodyOf(is));
  return isChanged && !isCommand(passage, ['hear'])
    ? 'I5: a command changed what was heard of the peer'
    : undefined;
};

const isOlder = (record: LinkRecord, own: LinkRecord): boolean =>
  record.incarnation < own.heardIncarnation ||
  (record.incarnation === own.heardIncarnation && record.seq < own.heardSeq);

/** I6: a lower number changes nothing. */
function oldChangesNothing(passage: Passage): Finding {
  const record = heardRecord(passage);
  if (!record || !isOlder(record, passage.was.own)) return undefined;
  return passage.was === passage.is ? undefined : 'I6: an older record changed something';
}

const takesData = ({ outcome }: Passage): boolean =>
  outcome.accounts.some(({ data, replicaDeleted }) => data !== undefined && !replicaDeleted);

/** The record that was heard, where it is of an older epoch than the copy that hears it. */
function ofOlderEpoch(passage: Passage): LinkRecord | undefined {
  const record = heardRecord(passage);
  if (!record || isResync(passage) || record.phase === 'RESYNC') return undefined;
  return record.epoch < passage.was.own.epoch ? record : undefined;
}

/** I6: a record of an older epoch changes neither host, epoch nor data. */
function oldEpochChangesNothing(passage: Passage): Finding {
  const { was, is } = passage;
  if (!ofOlderEpoch(passage)) return undefined;
  const isChanged = is.own.epoch !== was.own.epoch || is.own.host !== was.own.host || takesData(passage);
  return isChanged ? 'I6: an older epoch changed host, epoch or data' : undefined;
}

const factsOf = ({ pauses, wantEnd, refused, phase }: LinkRecord): string =>
  `${pauses.join()}/${wantEnd}/${refused}/${phase}`;

/** I6: but its facts count. */
function oldEpochCountsAsFacts(passage: Passage): Finding {
  const record = ofOlderEpoch(passage);
  if (!record || isOlder(record, passage.was.own)) return undefined;
  const { mirror } = passage.is;
  return mirror && factsOf(mirror) === factsOf(record)
    ? undefined
    : 'I6: the facts of an older epoch were dropped';
}

/** I7: no shared data is applied while the own pause set is not empty. */
function pausedTakesNothing(passage: Passage): Finding {
  // A pause given during a resync waits, and counts from when it runs.
  if (passage.was.waiting?.some(({ kind }) => kind === 'pause')) return undefined;
  return takesData(passage) && isCommand(passage, ['hear']) && passage.is.own.pauses.length > 0
    ? 'I7: data applied while paused'
    : undefined;
}

/** I7: none is sent by a paused side, nor to one that is known to be paused. */
function pausedSaysNothing({ is, outcome }: Passage): Finding {
  const isPaused = is.own.pauses.length > 0 || (is.mirror?.pauses.length ?? 0) > 0;
  const isSent = outcome.say.some(
    ({ record, data }) => record.linkId === is.own.linkId && data !== undefined,
  );
  return isPaused && isSent ? 'I7: data sent under a pause' : undefined;
}

/** I8: a side becomes host of an active link only by both votes of the epoch that ends. */
function bothVoted(passage: Passage): Finding {
  const { was, is, before, action } = passage;
  const isTaken = was.own.host !== is.own.host && is.own.host === is.self && is.own.phase !== 'ENDED';
  if (!isTaken || isResync(passage)) return undefined;
  const votes = [action.side, otherOf(action.side)].map(
    (side) => before.ghost.votes[`${action.linkId}/${side}`],
  );
  return votes.every((vote) => vote === was.own.epoch)
    ? undefined
    : 'I8: the host changed without both votes';
}

const RULES = [
  settles,
  ownFactsStand,
  votesStand,
  endIsFinal,
  mirrorIsThePeers,
  oldChangesNothing,
  oldEpochChangesNothing,
  oldEpochCountsAsFacts,
  pausedTakesNothing,
  pausedSaysNothing,
  bothVoted,
];

/** I6 for a side that had stored nothing of what it heard. */
function oldCreatesNothing({ action, before }: Transition): Finding {
  const heard = before.ghost.unstored[`${action.linkId}/${action.side}`];
  const isOld = action.event?.kind === 'hear' && heard !== undefined && action.event.record.seq < heard;
  return isOld ? 'I6: an older record created a link' : undefined;
}

/** I5–I8 as they show in one event at one side. */
export function checkTransition(transition: Transition): Finding {
  const { action, before, after, outcome } = transition;
  if (!copyAt(before, action.side, action.linkId)) return oldCreatesNothing(transition);
  const [was, is] = [copyAt(before, action.side, action.linkId), copyAt(after, action.side, action.linkId)];
  if (!was || !is || !outcome) return undefined;
  const passage = { action, before, was, is, outcome };
  for (const rule of RULES) {
    const found = rule(passage);
    if (found) return found;
  }
  return undefined;
}
