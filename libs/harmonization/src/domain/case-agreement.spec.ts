import { agreesWith, isAgreed, isBinding, type CaseWord, type NamedVote } from './case-agreement';

const vote = (id: string, choice: string): NamedVote => ({ id, choice });

describe('what two programs say of one case', () => {
  it('agrees with the other’s vote only where it says the same', () => {
    expect(agreesWith(vote('a', 'X'), vote('b', 'X'))).toBe('b');
    expect(agreesWith(vote('a', 'X'), vote('b', 'Y'))).toBeUndefined();
    expect(agreesWith(vote('a', 'X'), null)).toBeUndefined();
    expect(agreesWith(null, vote('b', 'X'))).toBeUndefined();
  });

  it('is not agreement before the other has said that it agrees with this very vote (CASE-1)', () => {
    expect(isAgreed(vote('a', 'X'), { vote: vote('b', 'X') })).toBe(false);
    expect(isAgreed(vote('a', 'X'), { vote: vote('b', 'X'), agreesWith: 'a' })).toBe(true);
    expect(isAgreed(vote('a2', 'X'), { vote: vote('b', 'X'), agreesWith: 'a' })).toBe(false);
    expect(isAgreed(null, { vote: vote('b', 'X'), agreesWith: 'a' })).toBe(false);
  });

  it('is agreement where the other already speaks of a later case and names the vote that it agreed with', () => {
    expect(isAgreed(vote('a', 'X'), { vote: vote('b2', 'Y'), agreed: 'a' })).toBe(true);
  });
});

/** One side of a case, and all that it has said: any of it may be heard at any time, any number of times. */
interface Side {
  readonly own: NamedVote | null;
  readonly peer: NamedVote | null;
  readonly closed: string | null;
  readonly heard: number;
  readonly votes: number;
  readonly said: readonly CaseWord[];
}
type Sides = readonly [Side, Side];

const NEW: Side = { own: null, peer: null, closed: null, heard: 0, votes: 0, said: [] };
const MOST_VOTES = 2;

/** Says the whole word, if it differs from what was said last; the n-th that was said has the number n. */
function saying(side: Side): Side {
  const word = side.own ? { vote: side.own, agreesWith: agreesWith(side.own, side.peer) } : {};
  return JSON.stringify(word) === JSON.stringify(side.said.at(-1) ?? {})
    ? side
    : { ...side, said: [...side.said, word] };
}

function hearing(side: Side, word: CaseWord, number: number): Side {
  if (number <= side.heard || side.closed) return side;
  const heard = { ...side, peer: word.vote ?? null, heard: number };
  const closed = isAgreed(heard.own, word) ? heard.own!.choice : null;
  return saying({ ...heard, closed });
}

/** What the officers of a side may do now: vote, vote otherwise, take the vote back; nothing once votes bind (CASE-2). */
function commands(side: Side, name: string): Side[] {
  if (side.closed || side.votes === MOST_VOTES || isBinding(side.own, side.peer)) return [];
  const voted = (own: NamedVote | null): Side => saying({ ...side, own, votes: side.votes + 1 });
  return [
    ...['X', 'Y'].map((choice) => voted(vote(`${name}${side.votes}`, choice))),
    ...(side.own ? [voted(null)] : []),
  ];
}

const hearings = (side: Side, other: Side): Side[] =>
  other.said.map((word, index) => hearing(side, word, index + 1));

const next = ([one, other]: Sides): Sides[] => [
  ...[...commands(one, 'a'), ...hearings(one, other)].map((side): Sides => [side, other]),
  ...[...commands(other, 'b'), ...hearings(other, one)].map((side): Sides => [one, side]),
];

/** Everything said is heard at last, the newest first, until nothing changes. */
function drained([one, other]: Sides): Sides {
  const last = (side: Side, from: Side): Side =>
    from.said.length > 0 ? hearing(side, from.said.at(-1)!, from.said.length) : side;
  const after: Sides = [last(one, other), last(other, one)];
  return JSON.stringify(after) === JSON.stringify([one, other]) ? after : drained(after);
}

function everySituation(): Sides[] {
  const known = new Map<string, Sides>();
  for (let open: Sides[] = [[NEW, NEW]]; open.length > 0;) {
    const sides = open.pop()!;
    const key = JSON.stringify(sides);
    if (known.has(key)) continue;
    known.set(key, sides);
    open.push(...next(sides));
  }
  return [...known.values()];
}

describe('votes that cross, come late, come doubled, are changed and taken back (CASE-1, CASE-2)', () => {
  const situations = everySituation();

  it('are many', () => {
    expect(situations.length).toBeGreaterThan(1_000);
  });

  it('never close the two copies with different results', () => {
    const torn = situations.filter(
      ([one, other]) => one.closed && other.closed && one.closed !== other.closed,
    );

    expect(torn).toEqual([]);
  });

  it('close both copies once all is heard, if one is closed or both votes say the same, and neither otherwise', () => {
    const wrong = situations.filter((sides) => {
      const [one, other] = drained(sides);
      const isDue = sides.some(({ closed }) => closed) || isBinding(one.own, other.own);
      return isDue ? !one.closed || one.closed !== other.closed : Boolean(one.closed ?? other.closed);
    });

    expect(wrong).toEqual([]);
  });
});
