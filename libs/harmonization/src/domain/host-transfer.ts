import type { LinkCopy } from './link/record';

export type TransferChoice = 'MOVE' | 'STAY';

/** One program's vote; an officer's name and reason never cross, only the office and what is written for the other program. */
export interface TransferVote {
  readonly id: string;
  readonly choice: string;
  readonly noteForPeer?: string;
  readonly office: string;
  readonly votedAt: string;
}

/** Who wants the host moved, and why. */
export interface TransferAsk {
  readonly by: 'CARRIER' | 'STAFF';
  readonly reason: string;
  readonly askedAt: string;
}

/** One side's whole word on moving the host of a link. Each request is a round of its own: votes of an earlier one count no more. */
export interface TransferWord {
  readonly round: number;
  /** The link's epoch and highest refused offer when this round began: what has happened since is its outcome. */
  readonly epoch: number;
  readonly refused: number;
  readonly asked?: TransferAsk;
  readonly vote?: TransferVote;
}

type Word = TransferWord | undefined;

const roundOf = (word: Word): number => word?.round ?? 0;

/** MOVE-1: the present request is the one of the higher round that either side knows; two that cross in one round are one. */
export const presentRound = (own: Word, heard: Word): number => Math.max(roundOf(own), roundOf(heard));

/** What a side says of the present round: its own word, or that it has come to know of the request. */
export const wordOfRound = (own: Word, heard: Word): TransferWord | undefined => {
  const round = presentRound(own, heard);
  if (own?.round === round) return own;
  return heard && { round, epoch: heard.epoch, refused: heard.refused };
};

/** MOVE-2: both programs agree when both have voted the same in the present round. */
export function agreedOn(own: Word, heard: Word): TransferChoice | undefined {
  if (!own?.vote || own.round !== heard?.round || own.vote.choice !== heard.vote?.choice) return undefined;
  return own.vote.choice === 'MOVE' ? 'MOVE' : 'STAY';
}

/** MOVE-3: the link carries this side's vote while both programs agree to move, and only then (X1); nothing where it does so already. */
export function dueVote(
  agreed: TransferChoice | undefined,
  { own }: LinkCopy<unknown>,
): 'vote' | 'unvote' | undefined {
  if (own.phase !== 'ACTIVE' && own.phase !== 'RESYNC') return undefined;
  const hasVoted = own.vote === own.epoch && own.epoch > 0;
  if (agreed === 'MOVE') return hasVoted ? undefined : 'vote';
  return hasVoted ? 'unvote' : undefined;
}

export type TransferOutcome = 'MOVED' | 'RETURNED' | 'LINK_ENDED';

/** MOVE-4: a request is over when the host has changed, when a hand-over came back (its number is burned), or when the link has ended. */
export function transferOutcome(
  begun: Pick<TransferWord, 'epoch' | 'refused'>,
  { own, mirror }: LinkCopy<unknown>,
): TransferOutcome | undefined {
  if (own.phase === 'ENDED') return 'LINK_ENDED';
  if (own.epoch > begun.epoch) return 'MOVED';
  const isGiven = own.phase === 'TRANSFER_PENDING' || mirror?.phase === 'TRANSFER_PENDING';
  return Math.max(own.refused, mirror?.refused ?? 0) > begun.refused && !isGiven ? 'RETURNED' : undefined;
}
