import type { WireStatus } from './life-cycle';
import { isTerminal } from './wire-status';

/** From which program a carrier withdraws: this one, or both of a link. */
export type WithdrawalScope = 'THIS' | 'BOTH';

/** A program's word that its carrier has withdrawn, and whether it has asked to leave both. */
export interface HeardWithdrawal {
  readonly wire: WireStatus;
  readonly leavesBoth: boolean;
}

/**
 * WDR-1: a carrier that leaves both programs says so once, under its own sign-in; the other program carries the carrier's word out on its
 * own account, as it does with signed terms. A withdrawal from one program leaves the other as it is.
 */
export const followsWithdrawal = (own: WireStatus, heard: HeardWithdrawal): boolean =>
  heard.leavesBoth && heard.wire === 'WITHDRAWN' && !isTerminal(own);
