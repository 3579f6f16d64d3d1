import { conflictsOf } from './conflict';
import type { LinkContext, LinkOutcome } from './event';
import { copyOf, hearProposal, hearUnknownEnd, withFolded } from './open';
import { audited, NOTHING, outcomeOf } from './outcome';
import { mirrored, type LinkCopy, type LinkRecord } from './record';
import { settle, type Settled } from './settle';
import { atRest } from './settle-ending';
import { withOwn, type Incoming } from './settle-rule';
import { mayTake, taken } from './shared-data';
import { holdsLineage, isLive } from './token';

const UNDECIDED: readonly string[] = ['PROPOSED', 'DECISIONS_PENDING'];

/** Which of two records of one sayer is the later; nothing is ordered by time. */
const isLater = (one: LinkRecord, other: LinkRecord): boolean =>
  one.incarnation > other.incarnation || (one.incarnation === other.incarnation && one.seq > other.seq);

/** B1: frozen until the peer has told what it last heard of this side. */
export function resyncing<D>(copy: LinkCopy<D>, incarnation: number): LinkCopy<D> {
  if (!isLive(copy)) return copy;
  const backup = copy.own.phase === 'RESYNC' ? copy.backup : copy.own;
  const frozen = withOwn(copy, { phase: 'RESYNC', incarnation });
  return backup ? { ...frozen, backup } : frozen;
}

/** B1: `npm run restored`; ended links stay as they are. */
export const restored = <D>(copy: LinkCopy<D>, context: LinkContext<D>): LinkOutcome<D> =>
  outcomeOf(
    { before: copy, after: resyncing(copy, context.incarnation) },
    isLive(copy) ? [audited('link.restored', copy.own.linkId, 'B1')] : [],
  );

/** B1: the peer has heard more of this side than this side has said: a backup was put back. */
export function showsRestore(heard: LinkRecord, mine: { incarnation: number; seq: number }): boolean {
  const { heardIncarnation, heardSeq } = heard;
  return (
    heardIncarnation > mine.incarnation || (heardIncarnation === mine.incarnation && heardSeq > mine.seq)
  );
}

/** B1: the incarnation after the last one that either side knows of. */
const nextIncarnation = (heard: LinkRecord, context: LinkContext<unknown>): number =>
  Math.max(context.incarnation, heard.heardIncarnation) + 1;

/** B1 by the peer's word. */
export function restoredByWord<D>(
  copy: LinkCopy<D>,
  heard: LinkRecord,
  context: LinkContext<D>,
): LinkOutcome<D> {
  const incarnation = nextIncarnation(heard, context);
  return { ...restored(copy, { ...context, incarnation }), restoredTo: incarnation };
}

/** B2: the peer was restored. Keep its mirror, and tell it all that was heard of it. */
export function answerResync<D>(copy: LinkCopy<D>, heard: LinkRecord): LinkOutcome<D> {
  const after = withOwn(copy, { heardIncarnation: heard.incarnation, heardSeq: heard.seq });
  // Both sides restored at once is not automatic (runbook): two RESYNC records would answer each other for ever.
  return outcomeOf({ before: copy, after }, [], copy.own.phase !== 'RESYNC');
}

/** B4: the peer speaks of a link that the backup does not have: freeze the account, and ask by saying `RESYNC`. */
function askForForgotten<D>(heard: LinkRecord, context: LinkContext<D>): LinkOutcome<D> {
  const { mirror: _unproven, ...copy } = copyOf(heard, context);
  const frozen = withOwn<D>(copy, { phase: 'RESYNC', dataVersion: 0, heardIncarnation: 0, heardSeq: 0 });
  const audit = [audited('link.restored', heard.linkId, 'B4')];
  const outcome = outcomeOf({ before: undefined, after: frozen }, audit);
  // Where another live link has the number, or the account is forgotten too, nothing is stored: the answer decides.
  const isStored = context.data !== undefined && conflictsOf(frozen.own, context).length === 0;
  return isStored ? outcome : { ...outcome, copies: [] };
}

/** B4: the peer's answer about a link that could not be stored meanwhile. It was agreed; my proposals since were not. */
function recoverForgotten<D>(
  heard: LinkRecord,
  incoming: Incoming<D> | undefined,
  context: LinkContext<D>,
): LinkOutcome<D> {
  const copy = withOwn(copyOf(heard, context), { phase: 'RESYNC', dataVersion: 0 });
  const conflicts = conflictsOf(copy.own, context);
  if (conflicts.some(({ own }) => own.phase !== 'PROPOSED')) return NOTHING;
  const recovered = recover(copy, { heard, incoming, context });
  const outcome = outcomeOf({ before: undefined, after: recovered.copy }, recovered.audit);
  return withFolded(withDataTaken(outcome, recovered.copy, context), conflicts);
}

/** A copy that was not stored meanwhile has no earlier data of its own: what it takes is compared with the account's. */
function withDataTaken<D>(
  outcome: LinkOutcome<D>,
  { data }: LinkCopy<D>,
  context: LinkContext<D>,
): LinkOutcome<D> {
  if (data === context.data) return outcome;
  return { ...outcome, accounts: outcome.accounts.map((effect) => ({ ...effect, data })) };
}

/** B4: the peer answers what I asked about a link that is not stored here: by `RESYNC` number 1, the only word said of it. */
const answersMe = (heard: LinkRecord, { incarnation }: LinkContext<unknown>): boolean =>
  incarnation > 0 &&
  heard.heardIncarnation === incarnation &&
  heard.heardSeq === 1 &&
  (heard.phase === 'PROPOSED' || heard.heardRecord !== undefined);

/** B1: the peer knows me in a link that I do not know, and I was not told of a restore. */
function restoredUnawares<D>(heard: LinkRecord, context: LinkContext<D>): LinkOutcome<D> {
  const incarnation = nextIncarnation(heard, context);
  return { ...askForForgotten(heard, { ...context, incarnation }), restoredTo: incarnation };
}

/** C2–C5, B1, B4: the first word about a link. */
export function hearUnknown<D>(
  heard: LinkRecord,
  incoming: Incoming<D> | undefined,
  context: LinkContext<D>,
): LinkOutcome<D> {
  const { phase, heardIncarnation, heardSeq } = heard;
  if (phase === 'ENDED' || phase === 'RESYNC') return hearUnknownEnd(heard, context);
  if (answersMe(heard, context)) {
    return phase === 'PROPOSED' ? hearProposal(heard, context) : recoverForgotten(heard, incoming, context);
  }
  if (heardIncarnation < context.incarnation) return askForForgotten(heard, context);
  return phase === 'PROPOSED' && heardSeq === 0
    ? hearProposal(heard, context)
    : restoredUnawares(heard, context);
}

/** A peer's word, as the resync looks at it. */
export interface Answer<D> {
  readonly heard: LinkRecord;
  readonly incoming: Incoming<D> | undefined;
  readonly context: LinkContext<D>;
}

/** B3: the later of what the backup had and what the peer had heard of me; a proposal that only the peer knows is accepted (C2). */
function lastKnown(copy: LinkCopy<unknown>, { heard, context }: Answer<unknown>): LinkRecord {
  const { backup } = copy;
  const { heardRecord } = heard;
  if (backup && heardRecord) return isLater(heardRecord, backup) ? heardRecord : backup;
  return backup ?? heardRecord ?? { ...copyOf(heard, context).own, phase: 'DECISIONS_PENDING' };
}

/** The version of the link's data that the backup holds; before anything is given away there are none. */
const heldVersion = ({ backup }: LinkCopy<unknown>): number =>
  backup && !UNDECIDED.includes(backup.phase) ? backup.dataVersion : 0;

/** B3: this side as it last was, with the higher version of the data, also from the client. */
function recollected<D>(copy: LinkCopy<D>, answer: Answer<D>): LinkCopy<D> {
  const { heard, incoming } = answer;
  const known = lastKnown(copy, answer);
  const { incarnation, seq } = copy.own;
  const { backup: _backup, waiting: _waiting, ...rest } = copy;
  const dataVersion = UNDECIDED.includes(known.phase) ? known.dataVersion : heldVersion(copy);
  const own = {
    ...known,
    incarnation,
    seq,
    dataVersion,
    heardIncarnation: heard.incarnation,
    heardSeq: heard.seq,
  };
  const before = { ...rest, own, mirror: mirrored(heard) };
  const after =
    !UNDECIDED.includes(known.phase) && mayTake(before, incoming) ? taken(before, incoming) : before;
  return isLive(after) ? after : atRest(after);
}

/** B3: who holds the lineage goes on above every version that was ever heard of. */
function raised<D>(copy: LinkCopy<D>, knownVersion: number): LinkCopy<D> {
  const highest = Math.max(knownVersion, copy.mirror?.dataVersion ?? 0);
  if (!holdsLineage(copy) || copy.own.dataVersion >= highest) return copy;
  return withOwn(copy, { dataVersion: highest + 1 });
}

/** B3: hear the peer's echo of my incarnation, be again what I was, then settle. */
export function recover<D>(copy: LinkCopy<D>, answer: Answer<D>): Settled<D> {
  const { context, incoming } = answer;
  const moment = incoming ? { context, incoming } : { context };
  const settled = settle(recollected(copy, answer), moment);
  const audit = [audited('link.recovered', copy.own.linkId, 'B3'), ...settled.audit];
  return { copy: raised(settled.copy, lastKnown(copy, answer).dataVersion), audit };
}

/** B3: the peer's data are newer than the backup's but could not cross under a pause. */
export const hasDrifted = <D>(after: LinkCopy<D>, { heard, incoming }: Answer<D>): boolean =>
  incoming === undefined &&
  holdsLineage(after) &&
  after.own.dataVersion > heard.dataVersion &&
  heard.dataVersion > 0;
