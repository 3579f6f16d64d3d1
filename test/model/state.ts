import type { Copy, Data, Message } from './protocol';

export type SideName = 0 | 1;
export const PROGRAMS = ['A', 'B'] as const;
export const otherOf = (side: SideName): SideName => (side === 0 ? 1 : 0);

/** One service: its copies, the shared data of its accounts, and what a backup of it would hold. */
export interface Side {
  readonly copies: Readonly<Record<string, Copy>>;
  readonly accounts: Readonly<Record<string, Data>>;
  readonly incarnation: number;
  readonly backup?: Side;
  readonly headquarters?: 'PENDING' | 'VERIFIED' | 'FAILED';
}

/** A record that was said and can still be delivered. */
export interface Letter {
  readonly from: SideName;
  readonly message: Message;
}

/** What the world remembers for the invariants; no side can see it. */
export interface Ghost {
  /** By link: the tokens of the edits that the link's data must contain. */
  readonly edits: Readonly<Record<string, string>>;
  /** By link: what they come down to if a restore ends under a pause. */
  readonly weakEdits: Readonly<Record<string, string>>;
  /** By link and side, `L1/0`: the epoch for which people there voted and did not unvote. */
  readonly votes: Readonly<Record<string, number>>;
  /** By link and side: the highest number heard by a side that stored nothing of it. */
  readonly unstored: Readonly<Record<string, number>>;
  readonly editCount: number;
  readonly restored: boolean;
}

export interface State {
  readonly sides: readonly [Side, Side];
  readonly network: readonly Letter[];
  readonly ghost: Ghost;
  /** How many commands were spent to come here. */
  readonly spent: number;
}

const emptySide = (accounts: Record<string, Data>): Side => ({ copies: {}, accounts, incarnation: 0 });

/** Two services with two accounts each and no link. */
export const START: State = {
  sides: [emptySide({ a1: 'a', a2: 'a' }), emptySide({ b1: 'b', b2: 'b' })],
  network: [],
  ghost: { edits: {}, weakEdits: {}, votes: {}, unstored: {}, editCount: 0, restored: false },
  spent: 0,
};

export function linkIds({ sides: [one, other] }: State): string[] {
  const ids = Object.keys(one.copies);
  for (const id of Object.keys(other.copies)) if (!ids.includes(id)) ids.push(id);
  return ids.length > 1 ? ids.sort() : ids;
}

export const copyAt = (state: State, side: SideName, linkId: string): Copy | undefined =>
  state.sides[side].copies[linkId];

export function withSide(state: State, side: SideName, changed: Side): State {
  const sides: [Side, Side] = side === 0 ? [changed, state.sides[1]] : [state.sides[0], changed];
  return { ...state, sides };
}

export const tokensOf = (data: string): string[] => (data === '' ? [] : data.split('.'));
export const containsAll = (data: Data, tokens: string): boolean => {
  const present = new Set(tokensOf(data));
  return tokensOf(tokens).every((token) => present.has(token));
};
export const union = (one: string, other: string): string =>
  [...new Set([...tokensOf(one), ...tokensOf(other)])].sort().join('.');
export const intersection = (one: string, other: string): string => {
  const present = new Set(tokensOf(other));
  return tokensOf(one)
    .filter((token) => present.has(token))
    .join('.');
};
