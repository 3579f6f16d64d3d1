import { isMember, isTerminal } from './wire-status';
import type { WireStatus } from './life-cycle';

/** What both programs' accounts of a link say, and whether the link lives here. */
export interface StandingOfBoth {
  readonly own: WireStatus;
  readonly peer: WireStatus | undefined;
  readonly isLive: boolean;
}

/**
 * DIV-1: a member here whom the other program has suspended is staff's business here: a case, and nothing else. No status follows
 * another's by itself; the case is over when the suspension is, or when the accounts are linked no more.
 */
export const diverges = ({ own, peer, isLive }: StandingOfBoth): boolean =>
  isLive && peer === 'SUSPENDED' && own !== 'SUSPENDED' && !isTerminal(own);

/** One suspension at the other program, as far as it is said here. */
export interface HeardSuspension {
  readonly since?: string;
  readonly reasonCode?: string;
}

/** DIV-2: what officers have decided about a suspension stands for as long as it lasts: the same one opens no second case. */
export const isSameSuspension = (one: HeardSuspension, other: HeardSuspension): boolean =>
  one.since === other.since && one.reasonCode === other.reasonCode;

/** WIRE-5: the carrier is told here of a change there that lost or gave it benefits; steps of an applicant are the other program's to tell. */
export const isToldHere = (before: WireStatus | undefined, after: WireStatus): boolean =>
  before !== undefined && before !== after && (isMember(before) || isMember(after) || isTerminal(after));
