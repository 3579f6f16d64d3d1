import fc from 'fast-check';
import type { LinkEvent } from './event';
import type { LinkCopy } from './record';
import { holdsToken, isBound, isLive } from './token';
import { APPROVE, DELINK, pending, RESUME, VOTE } from './two-sides.spec-support';
import type { SideName, TwoSides } from './two-sides.spec-support';

/** One thing that may happen: a command, or a letter delivered, repeated or lost. */
type Chance =
  | { readonly kind: 'command'; readonly side: SideName; readonly event: LinkEvent<string> }
  | { readonly kind: 'deliver' | 'repeat' | 'lose'; readonly pick: number };

const side = fc.constantFrom<SideName>('A', 'B');
const event = fc.oneof(
  fc.constantFrom<LinkEvent<string>>(
    ...[
      APPROVE,
      APPROVE,
      VOTE,
      VOTE,
      RESUME,
      DELINK,
      { kind: 'unvote' } as const,
      { kind: 'sayAgain' } as const,
    ],
    ...[{ kind: 'pause', reason: 'SUSPENDED' } as const, { kind: 'expire' } as const],
  ),
  fc.string({ maxLength: 3 }).map((data): LinkEvent<string> => ({ kind: 'edit', data })),
);
const chance: fc.Arbitrary<Chance> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('command' as const), side, event }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('deliver' as const), pick: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('repeat' as const, 'lose' as const), pick: fc.nat(9) }),
  },
);

const flows = fc.constantFrom('KEEP' as const, 'MOVE' as const, 'BOTH' as const);
const chances = fc.array(chance, { maxLength: 60 });

/** A frozen copy cannot be changed by mistake: in strict mode the attempt throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

function happen(sides: TwoSides, what: Chance): void {
  for (const copies of Object.values(sides.copies)) copies.forEach(frozen);
  if (what.kind === 'command') {
    if (sides.refusal(what.side, what.event) === undefined) sides.do(what.side, what.event);
    return;
  }
  const place = what.pick % Math.max(1, sides.letters.length);
  const letter = sides.letters[place];
  if (!letter) return;
  if (what.kind !== 'repeat') sides.letters.splice(place, 1);
  if (what.kind !== 'lose') sides.hear(frozen(letter));
}

const copiesOf = (sides: TwoSides): LinkCopy<string>[] => [sides.copy('A'), sides.copy('B')];

/** Plays the chances one by one and looks at both copies after each. */
function always(check: (sides: TwoSides, before: LinkCopy<string>[]) => void): void {
  fc.assert(
    fc.property(flows, chances, (flow, list) => {
      const sides = pending(flow);
      for (const what of list) {
        const before = copiesOf(sides);
        happen(sides, what);
        check(sides, before);
      }
    }),
    { numRuns: 300 },
  );
}

const accepts = (copy: LinkCopy<string>): boolean => !isLive(copy) || holdsToken(copy);

describe('whatever is commanded, lost, repeated and delayed', () => {
  it('never do both accounts accept edits while the link is bound', () => {
    always((sides) => {
      const copies = copiesOf(sides);
      expect(copies.some(isBound) && copies.every(accepts)).toBe(false);
    });
  });

  it('never is an ended link live again', () => {
    always((sides, before) => {
      copiesOf(sides).forEach((copy, place) => {
        expect(isLive(copy) && !isLive(before[place]!)).toBe(false);
      });
    });
  });

  it('never does a side number its words downwards, or change them without a new number', () => {
    always((sides, before) => {
      copiesOf(sides).forEach(({ own }, place) => {
        const was = before[place]!.own;
        expect(own.seq).toBeGreaterThanOrEqual(was.seq);
        expect(own.seq > was.seq || (own.phase === was.phase && own.dataVersion === was.dataVersion)).toBe(
          true,
        );
      });
    });
  });

  it('never does the epoch fall, nor do two active copies of one epoch name two hosts', () => {
    always((sides, before) => {
      const [one, other] = copiesOf(sides);
      expect(one!.own.epoch).toBeGreaterThanOrEqual(before[0]!.own.epoch);
      const isAgreed = one!.own.epoch !== other!.own.epoch || one!.own.host === other!.own.host;
      expect(isAgreed || one!.own.phase !== 'ACTIVE' || other!.own.phase !== 'ACTIVE').toBe(true);
    });
  });

  it('never do the two sides stay apart once each has said its record again', () => {
    fc.assert(
      fc.property(flows, chances, (flow, list) => {
        const sides = pending(flow);
        list.forEach((what) => happen(sides, what));
        sides.lose();
        for (let round = 0; round < 8; round += 1) {
          for (const speaker of ['A', 'B'] as const) sides.do(speaker, { kind: 'sayAgain' });
          sides.deliver();
        }

        expect(['ENDED ENDED', 'ACTIVE ACTIVE', 'DECISIONS_PENDING DECISIONS_PENDING']).toContain(
          sides.phases(),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('never does a link leave JSON: a stored copy is the copy', () => {
    always((sides) => {
      for (const copy of copiesOf(sides)) expect(JSON.parse(JSON.stringify(copy))).toEqual(copy);
    });
  });
});
