import type { Flow, PauseReason, WishToEnd } from '@harmonization/domain/link/record';
import type { Event } from './protocol';
import { copyAt, PROGRAMS, tokensOf, type SideName, type State } from './state';
import type { Command } from './world';

const SIDES: readonly SideName[] = [0, 1];

/** A command that can be tried on any live copy; the protocol refuses where it makes no sense. */
const onCopy =
  (name: string, event: (state: State, side: SideName, linkId: string) => Event | undefined) =>
  (side: SideName, linkId = 'L1'): Command => ({
    label: `${PROGRAMS[side]}: ${name} ${linkId}`,
    side,
    linkId,
    event: (state) => {
      const copy = copyAt(state, side, linkId);
      return copy && copy.own.phase !== 'ENDED' ? event(state, side, linkId) : undefined;
    },
  });

export const approve = onCopy('approve', () => ({ kind: 'decide', decision: 'APPROVE' }));
export const deny = onCopy('deny', () => ({ kind: 'decide', decision: 'DENY' }));
export const vote = onCopy('vote', () => ({ kind: 'vote' }));
export const unvote = onCopy('unvote', () => ({ kind: 'unvote' }));
export const expire = onCopy('expire', () => ({ kind: 'expire' }));
export const withdraw = onCopy('withdraw', () => ({ kind: 'withdraw' }));
export const rehost = onCopy('rehost', () => ({ kind: 'rehost' }));

export const delink = (side: SideName, linkId = 'L1', reason: WishToEnd = 'CHOICE'): Command =>
  onCopy(`delink (${reason})`, () => ({ kind: 'delink', reason }))(side, linkId);
/** A dispute that is found true, also after the end of the link. */
export const uphold = (side: SideName, linkId = 'L1'): Command => ({
  ...delink(side, linkId, 'DISPUTE_UPHELD'),
  event: (state) => (copyAt(state, side, linkId) ? { kind: 'delink', reason: 'DISPUTE_UPHELD' } : undefined),
});
export const pause = (side: SideName, linkId = 'L1', reason: PauseReason = 'SUSPENDED'): Command =>
  onCopy(`pause (${reason})`, () => ({ kind: 'pause', reason }))(side, linkId);
export const resume = (side: SideName, linkId = 'L1', reason: PauseReason = 'SUSPENDED'): Command =>
  onCopy(`resume (${reason})`, () => ({ kind: 'resume', reason }))(side, linkId);

/** Adds one token that no other edit has. */
export const edit = (side: SideName, most: number, linkId = 'L1'): Command =>
  onCopy('edit', (state) => {
    const { editCount } = state.ghost;
    const account = copyAt(state, side, linkId)?.own.accountNumber ?? '';
    const data = [...tokensOf(state.sides[side].accounts[account] ?? ''), `${'ab'[side]}${editCount + 1}`]
      .sort()
      .join('.');
    return editCount < most ? { kind: 'edit', data } : undefined;
  })(side, linkId);

export interface Proposal {
  readonly linkId: string;
  readonly accounts: readonly [string, string];
  readonly flow: Flow;
  readonly host: SideName;
}

/** Link ids are never used twice, not even by a side that has forgotten them. */
const isUsed = (state: State, linkId: string): boolean =>
  state.sides.some(({ copies }) => copies[linkId]) ||
  state.network.some(({ message }) => message.record.linkId === linkId);

/** A side proposes a new link. */
export const propose = (side: SideName, { linkId, accounts, flow, host }: Proposal): Command => ({
  label: `${PROGRAMS[side]}: propose ${linkId} ${flow}`,
  side,
  linkId,
  event: (state) =>
    isUsed(state, linkId)
      ? undefined
      : {
          kind: 'propose',
          linkId,
          accountNumber: accounts[side],
          peerAccountNumber: accounts[side === 0 ? 1 : 0],
          applicationId: 'application',
          flow,
          host: PROGRAMS[host],
        },
});

/** The headquarters' verification becomes known at a side. */
export const verify = (side: SideName, headquarters: 'VERIFIED' | 'FAILED', linkId = 'L1'): Command => ({
  ...onCopy(`headquarters ${headquarters}`, () => ({ kind: 'reconsider' }))(side, linkId),
  headquarters,
});

/** The same command at both sides. */
export const both = (command: (side: SideName) => Command): Command[] => SIDES.map((side) => command(side));
