import { accept, refuse, type Decision } from '../decision';
import type { LinkAuditEvent, LinkContext, LinkOutcome } from './event';
import { audited, NOTHING, outcomeOf } from './outcome';
import type { DeferrableCommand, EndReason, LinkCopy, PauseReason, WishToEnd } from './record';
import { settle, type Settled } from './settle';
import { ended, withOwn } from './settle-rule';
import { holdsToken, isFinalCopyAwaited, isGiven, isLive, isUndecided } from './token';

/** What a command makes of the copy before it settles. */
interface Commanded<D> {
  readonly copy: LinkCopy<D>;
  readonly event: LinkAuditEvent;
  readonly rule: string;
}

const wrongPhase = (copy: LinkCopy<unknown>) => refuse('LINK_PHASE', { phase: copy.own.phase });

/** C7: each side alone may end what is not yet given away. */
const endUndecided = <D>(copy: LinkCopy<D>, reason: EndReason): Decision<Commanded<D>> =>
  isUndecided(copy)
    ? accept({ copy: ended(copy, reason), event: 'link.ended', rule: 'C7' })
    : wrongPhase(copy);

/** A side that has given its right away waits; no clock returns it (a `HANDOVER_OVERDUE` case for staff, no more). */
const expire = <D>(copy: LinkCopy<D>): Decision<Commanded<D>> => endUndecided(copy, 'EXPIRED');

/** A program's decision on its own account; a denial ends the link by C7. */
const decide = <D>(copy: LinkCopy<D>, decision: 'APPROVE' | 'DENY'): Decision<Commanded<D>> =>
  isUndecided(copy)
    ? accept({ copy: withOwn(copy, { decision }), event: 'link.decided', rule: 'C7' })
    : wrongPhase(copy);

/** X1: a vote names the epoch it is for, so that it counts for no other. */
const vote = <D>(copy: LinkCopy<D>, isFor: boolean): Decision<Commanded<D>> =>
  copy.own.phase === 'ACTIVE'
    ? accept({ copy: withOwn(copy, { vote: isFor ? copy.own.epoch : 0 }), event: 'link.voted', rule: 'X1' })
    : wrongPhase(copy);

/** E1: ask for the end; an upheld dispute is the stronger reason. */
function delink<D>(copy: LinkCopy<D>, reason: WishToEnd): Decision<Commanded<D>> {
  const wantEnd = reason === 'DISPUTE_UPHELD' ? reason : copy.own.wantEnd || reason;
  return accept({ copy: withOwn(copy, { wantEnd }), event: 'link.end-requested', rule: 'E1' });
}

/** P1: only the own set; the peer's is the peer's. */
function pause<D>(copy: LinkCopy<D>, reason: PauseReason): Decision<Commanded<D>> {
  const pauses = [...new Set([...copy.own.pauses, reason])].sort();
  return accept({ copy: withOwn(copy, { pauses }), event: 'link.paused', rule: 'P1' });
}

function resume<D>(copy: LinkCopy<D>, reason: PauseReason): Decision<Commanded<D>> {
  const pauses = copy.own.pauses.filter((present) => present !== reason);
  return accept({ copy: withOwn(copy, { pauses }), event: 'link.resumed', rule: 'P1' });
}

function commanded<D>(copy: LinkCopy<D>, command: DeferrableCommand): Decision<Commanded<D>> {
  switch (command.kind) {
    case 'decide':
      return decide(copy, command.decision);
    case 'vote':
    case 'unvote':
      return vote(copy, command.kind === 'vote');
    case 'delink':
      return delink(copy, command.reason);
    case 'pause':
      return pause(copy, command.reason);
    case 'resume':
      return resume(copy, command.reason);
    case 'expire':
      return expire(copy);
    case 'withdraw':
      return endUndecided(copy, 'WITHDRAWN');
    case 'rehost':
      return endUndecided(copy, 'REHOST');
  }
}

/** P1 after the end: a final copy that may not cross any more is not waited for (T2); without the pause the peer stayed frozen. */
const endsTheWait = (copy: LinkCopy<unknown>, { kind }: DeferrableCommand): boolean =>
  kind === 'pause' && isFinalCopyAwaited(copy);

/** DISP-3: a dispute may be found true after the end too: what the link left is given up all the same. */
const upholdsLate = ({ own }: LinkCopy<unknown>, command: DeferrableCommand): boolean =>
  own.epoch > 0 && command.kind === 'delink' && command.reason === 'DISPUTE_UPHELD';

/** What the end of a link does not rule out. */
const concernsTheEnd = (copy: LinkCopy<unknown>, command: DeferrableCommand): boolean =>
  endsTheWait(copy, command) || upholdsLate(copy, command);

/** Carries a command out and settles; nothing is numbered yet. */
function obeyed<D>(
  copy: LinkCopy<D>,
  command: DeferrableCommand,
  context: LinkContext<D>,
): Decision<Settled<D>> {
  if (!isLive(copy) && !concernsTheEnd(copy, command))
    return refuse('LINK_ENDED', { endReason: copy.own.endReason });
  const decision = commanded(copy, command);
  if (!decision.ok) return decision;
  const { event, rule } = decision.value;
  const settled = settle(decision.value.copy, { context });
  return accept({ copy: settled.copy, audit: [audited(event, copy.own.linkId, rule), ...settled.audit] });
}

/** B3: the commands that waited, oldest first; what is no longer possible has been overtaken. */
export const runWaiting = <D>(
  recovered: Settled<D>,
  waiting: readonly DeferrableCommand[],
  context: LinkContext<D>,
): Settled<D> =>
  waiting.reduce((done, command) => {
    const decision = obeyed(done.copy, command, context);
    return decision.ok
      ? { copy: decision.value.copy, audit: [...done.audit, ...decision.value.audit] }
      : done;
  }, recovered);

/** Commands on a resyncing link wait durably and run after B3. */
function deferred<D>(copy: LinkCopy<D>, command: DeferrableCommand): LinkOutcome<D> {
  const after = { ...copy, waiting: [...(copy.waiting ?? []), command] };
  return outcomeOf({ before: copy, after }, [audited('link.deferred', copy.own.linkId, 'B3')]);
}

const isOverdue = (copy: LinkCopy<unknown>, command: DeferrableCommand): boolean =>
  command.kind === 'expire' && isGiven(copy.own);

/** A command of this side's people, program or clock. */
export function command<D>(
  copy: LinkCopy<D>,
  event: DeferrableCommand,
  context: LinkContext<D>,
): Decision<LinkOutcome<D>> {
  if (copy.own.phase === 'RESYNC') return accept(deferred(copy, event));
  if (isOverdue(copy, event)) return accept({ ...NOTHING, cases: ['HANDOVER_OVERDUE'] });
  const decision = obeyed(copy, event, context);
  if (!decision.ok) return decision;
  return accept(outcomeOf({ before: copy, after: decision.value.copy }, decision.value.audit));
}

/** What an edit raises: nothing before the link is active, because no data have crossed yet. */
const editedVersion = ({ own }: LinkCopy<unknown>): number =>
  own.phase === 'ACTIVE' ? own.dataVersion + 1 : own.dataVersion;

/** Exactly one side edits (ground rule 2); the other hears who. */
export function edit<D>(copy: LinkCopy<D>, data: D): Decision<LinkOutcome<D>> {
  if (!isLive(copy)) return refuse('LINK_ENDED', { endReason: copy.own.endReason });
  if (copy.own.phase === 'RESYNC') return refuse('LINK_RESYNCING');
  if (!holdsToken(copy)) return refuse('HOSTED_ELSEWHERE', { host: copy.peer });
  const after = { ...withOwn(copy, { dataVersion: editedVersion(copy) }), data };
  return accept(outcomeOf({ before: copy, after }, [audited('link.edited', copy.own.linkId, 'D1')]));
}

/** M2: digests differ at equal versions: the holder raises the version and says the data once more. */
export function repair<D>(copy: LinkCopy<D>): Decision<LinkOutcome<D>> {
  if (copy.own.phase !== 'ACTIVE' || !holdsToken(copy)) return wrongPhase(copy);
  const after = withOwn(copy, { dataVersion: copy.own.dataVersion + 1 });
  return accept(outcomeOf({ before: copy, after }, [audited('link.data-raised', copy.own.linkId, 'M2')]));
}
