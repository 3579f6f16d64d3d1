import type { DeferrableCommand, LinkCopy } from './link/record';
import { isBound, isFinalCopyAwaited, isLive, isUndecided } from './link/token';
import { isTerminal, decisionOf } from './wire-status';
import type { WireStatus } from './life-cycle';

/** What of the account and of the application a link follows by itself. */
export interface FollowedFacts {
  /** Present wire status of the local account. */
  readonly wire: WireStatus;
  /** Scenario 4: the carrier has acknowledged the differences. */
  readonly acknowledged: boolean;
  /** The carrier has withdrawn the application. */
  readonly withdrawn: boolean;
  readonly consented: boolean;
  readonly arranged: boolean;
}

type Follow = (copy: LinkCopy<unknown>, facts: FollowedFacts) => DeferrableCommand | undefined;

const pauses = (
  reason: 'SUSPENDED' | 'CONSENT_WITHDRAWN' | 'ARRANGEMENT_ENDED',
  holds: (facts: FollowedFacts) => boolean,
): Follow => {
  return ({ own }, facts) => {
    const isSet = own.pauses.includes(reason);
    if (holds(facts) === isSet) return undefined;
    return { kind: isSet ? 'resume' : 'pause', reason };
  };
};

/** DEC-1: a side approves when its own account first reads active; in scenario 4 also not before the acknowledgement. */
const approves: Follow = (copy, { wire, acknowledged }) =>
  isUndecided(copy) &&
  copy.own.decision === 'NONE' &&
  decisionOf(wire) === 'APPROVE' &&
  (copy.own.flow !== 'BOTH' || acknowledged)
    ? { kind: 'decide', decision: 'APPROVE' }
    : undefined;

const denies: Follow = (copy, { wire }) =>
  isUndecided(copy) && copy.own.decision !== 'DENY' && decisionOf(wire) === 'DENY'
    ? { kind: 'decide', decision: 'DENY' }
    : undefined;

const endsWithProgram: Follow = (copy, { wire }) =>
  isBound(copy) && copy.own.wantEnd === '' && isTerminal(wire)
    ? { kind: 'delink', reason: 'PROGRAM_ENDED' }
    : undefined;

const endsWithApplication: Follow = (copy, { withdrawn }) =>
  isUndecided(copy) && withdrawn ? { kind: 'withdraw' } : undefined;

const GATES: readonly Follow[] = [
  pauses('CONSENT_WITHDRAWN', ({ consented }) => !consented),
  pauses('ARRANGEMENT_ENDED', ({ arranged }) => !arranged),
];

const FOLLOWS: readonly Follow[] = [
  pauses('SUSPENDED', ({ wire }) => wire === 'SUSPENDED'),
  ...GATES,
  denies,
  endsWithApplication,
  endsWithProgram,
  approves,
];

/** S1: the command that the link's own account, consent, arrangement or application calls for next, or undefined. */
export function dueCommand(copy: LinkCopy<unknown>, facts: FollowedFacts): DeferrableCommand | undefined {
  if (!isLive(copy)) return isFinalCopyAwaited(copy) ? closedGate(copy, facts) : undefined;
  for (const follow of FOLLOWS) {
    const command = follow(copy, facts);
    if (command) return command;
  }
  return undefined;
}

/** The final copy may not cross any more: the peer must hear it as a pause, or it would wait for ever (T2). */
const closedGate = (copy: LinkCopy<unknown>, facts: FollowedFacts): DeferrableCommand | undefined =>
  GATES.map((follow) => follow(copy, facts)).find((command) => command?.kind === 'pause');
