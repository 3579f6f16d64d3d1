import {
  agreedOn,
  dueVote,
  presentRound,
  transferOutcome,
  wordOfRound,
  type TransferVote,
  type TransferWord,
} from './host-transfer';
import type { LinkCopy, LinkRecord } from './link/record';

const vote = (choice: string): TransferVote => ({ id: 'v', choice, office: 'o', votedAt: 't' });
const word = (facts: Partial<TransferWord>): TransferWord => ({ round: 1, epoch: 1, refused: 0, ...facts });
const copy = (own: Partial<LinkRecord>, mirror: Partial<LinkRecord> = {}): LinkCopy<unknown> => {
  const record = { phase: 'ACTIVE', epoch: 1, refused: 0, vote: 0 };
  return { own: { ...record, ...own }, mirror: { ...record, ...mirror } } as unknown as LinkCopy<unknown>;
};

describe('the move of a link’s host', () => {
  it('MOVE-1: two requests that cross are one, and a later one leaves the votes of the earlier behind', () => {
    const asked = { by: 'STAFF', reason: 'r', askedAt: 't' } as const;
    expect(presentRound(word({ asked }), word({ asked }))).toBe(1);
    expect(wordOfRound(word({ vote: vote('MOVE') }), word({ round: 2, epoch: 3, asked }))).toEqual(
      word({ round: 2, epoch: 3 }),
    );
    expect(presentRound(undefined, undefined)).toBe(0);
  });

  it.each<[string, TransferWord | undefined, TransferWord | undefined, string | undefined]>([
    ['nobody has voted', word({}), word({}), undefined],
    ['one has voted', word({ vote: vote('MOVE') }), word({}), undefined],
    ['they differ', word({ vote: vote('MOVE') }), word({ vote: vote('STAY') }), undefined],
    ['both want it', word({ vote: vote('MOVE') }), word({ vote: vote('MOVE') }), 'MOVE'],
    ['both refuse', word({ vote: vote('STAY') }), word({ vote: vote('STAY') }), 'STAY'],
    [
      'a vote is of another round',
      word({ vote: vote('MOVE') }),
      word({ round: 2, vote: vote('MOVE') }),
      undefined,
    ],
    ['a side has said nothing', undefined, word({ vote: vote('MOVE') }), undefined],
  ])('MOVE-2: agreement where %s', (_when, own, heard, expected) => {
    expect(agreedOn(own, heard)).toBe(expected);
  });

  it.each<[string, 'MOVE' | 'STAY' | undefined, Partial<LinkRecord>, string | undefined]>([
    ['agreed to move', 'MOVE', {}, 'vote'],
    ['voted already', 'MOVE', { vote: 1 }, undefined],
    ['no longer agreed', undefined, { vote: 1 }, 'unvote'],
    ['agreed to stay', 'STAY', { vote: 1 }, 'unvote'],
    ['a vote of an older epoch', undefined, { vote: 1, epoch: 2 }, undefined],
    ['under way', undefined, { vote: 1, phase: 'TRANSFER_PENDING' }, undefined],
    ['restored', 'MOVE', { phase: 'RESYNC' }, 'vote'],
  ])('MOVE-3: the link’s vote where it is %s', (_when, agreed, own, expected) => {
    expect(dueVote(agreed, copy(own))).toBe(expected);
  });

  it.each<[string, Partial<LinkRecord>, Partial<LinkRecord>, string | undefined]>([
    ['nothing has happened', {}, {}, undefined],
    ['it is under way', { phase: 'TRANSFER_PENDING' }, { refused: 2 }, undefined],
    ['the epoch has risen', { epoch: 2 }, {}, 'MOVED'],
    ['the other side refused', {}, { refused: 2 }, 'RETURNED'],
    ['this side refused and waits for the other', { refused: 2 }, { phase: 'TRANSFER_PENDING' }, undefined],
    ['this side refused and the other has it back', { refused: 2 }, {}, 'RETURNED'],
    ['the link has ended', { phase: 'ENDED', epoch: 2 }, {}, 'LINK_ENDED'],
  ])('MOVE-4: the outcome where %s', (_when, own, mirror, expected) => {
    expect(transferOutcome({ epoch: 1, refused: 0 }, copy(own, mirror))).toBe(expected);
  });
});
