import type { WireStatus } from './life-cycle';
import type { LinkDecision } from './link/record';

/** WIRE-1: a member is who holds an active account, validated or not yet; a suspended one is not, until it is reinstated. */
export const isMember = (status: WireStatus): boolean => status === 'ACTIVE' || status === 'ACTIVE_VALIDATED';

/** WIRE-2: after these a carrier applies anew and gets a new number. */
export const isTerminal = (status: WireStatus): boolean =>
  status === 'DENIED' || status === 'WITHDRAWN' || status === 'ENDED_BY_PROGRAM';

/**
 * WIRE-3: what an account's status says of its program's decision: approved once it is active, denied once it has ended
 * for any reason. A suspended account was decided before it was suspended.
 */
export function decisionOf(status: WireStatus): LinkDecision {
  if (isMember(status)) return 'APPROVE';
  return isTerminal(status) ? 'DENY' : 'NONE';
}

const STANDING: Readonly<Record<WireStatus, number>> = {
  ACTIVE_VALIDATED: 3,
  ACTIVE: 2,
  APPLICANT: 1,
  SUSPENDED: 0,
  WITHDRAWN: -1,
  DENIED: -1,
  ENDED_BY_PROGRAM: -1,
};

/**
 * WIRE-6: the other program is told of a wire status, since when and why; what a program does within one (a denial proposed, an
 * action plan) is its own. The row of the history with which the present wire status began.
 */
export const wireTurn = <Row extends { readonly wireStatus: string }>(
  history: readonly Row[],
): Row | undefined =>
  history.findLast(
    ({ wireStatus }, place) =>
      wireStatus === history.at(-1)?.wireStatus && wireStatus !== history[place - 1]?.wireStatus,
  );

/**
 * WIRE-7: the own status behind a wire status that the peer had heard, after a restore: the newest of the history that reads so,
 * or the only one of the life cycle; undefined where the backup says all that can be known.
 */
export function restoredStatus(
  wires: Readonly<Record<string, WireStatus>>,
  history: readonly string[],
  heard: WireStatus,
): string | undefined {
  const readsSo = (status: string): boolean => wires[status] === heard;
  const present = history.at(-1);
  if (present !== undefined && readsSo(present)) return undefined;
  const candidates = Object.keys(wires).filter(readsSo);
  return history.findLast(readsSo) ?? (candidates.length === 1 ? candidates[0] : undefined);
}

/** WIRE-4: a status worsens where the carrier may do less than before; it is told in the same transaction, with the reason code. */
export const isWorse = (before: WireStatus, after: WireStatus): boolean => STANDING[after] < STANDING[before];
