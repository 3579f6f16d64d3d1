import type { LinkCopy } from './link/record';
import { holdsToken, isDelinkPending, isGiven, isLive, isPaused } from './link/token';

/** Why an edit waits: its right to edit is on its way to the other side, or what it changes is under review. */
export type DraftHold = 'MOVING' | 'REVIEW';

/** The right to edit was here before it was sent away; where the client gives it at once (a host that keeps), it never edited. */
const wasEditor = ({ own }: LinkCopy<unknown>): boolean =>
  own.phase === 'TRANSFER_PENDING' || own.flow !== 'KEEP';

/** What a review looks at: a later answer does not replace the one that is being read. */
const touchesReviewed = (changes: unknown): boolean =>
  typeof changes === 'object' && changes !== null && 'securityProfile' in changes;

/**
 * DRAFT-1: while the system of record moves, an edit at its former holder is kept as a draft; while the host reviews, so is an
 * edit of the security profile, and the reviewed version stays.
 */
export function holdOf(facts: {
  copy: LinkCopy<unknown> | undefined;
  underReview: boolean;
  changes: unknown;
}): DraftHold | undefined {
  const { copy, underReview, changes } = facts;
  if (copy && isGiven(copy.own) && wasEditor(copy)) return 'MOVING';
  return underReview && touchesReviewed(changes) ? 'REVIEW' : undefined;
}

/**
 * DRAFT-2: a kept draft is applied where the right to edit has returned; if it is gone for good, the draft is sent once to its
 * new holder. Under a pause, or while the link is to end, nothing is sent: the draft waits.
 */
export function fateOf(copy: LinkCopy<unknown> | undefined): 'KEEP' | 'APPLY' | 'SEND' {
  if (!copy || !isLive(copy) || holdsToken(copy)) return 'APPLY';
  const isGone = copy.own.phase === 'ACTIVE' && copy.mirror?.phase !== 'ENDED';
  return isGone && !isPaused(copy) && !isDelinkPending(copy) ? 'SEND' : 'KEEP';
}
