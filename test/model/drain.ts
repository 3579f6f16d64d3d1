import { perform } from './shell';
import { HashSet } from './hash-set';
import { bodyOf, factsOf, pairKey } from './key';
import type { Finding } from './invariants';
import type { Copy, Protocol } from './protocol';
import { copyAt, linkIds, otherOf, tokensOf, withSide, type SideName, type State } from './state';
import type { World } from './world';

/** More rounds than any path to rest needs; a link that is still moving then never rests. */
const MOST_ROUNDS = 24;

const factsOfSides = (state: State): string =>
  state.sides
    .map((side) =>
      linkIds(state)
        .map((id) => factsOf(side.copies[id]))
        .join('§'),
    )
    .join('¶');

/** One side says its record of every link, and the other hears it. */
function spoken(protocol: Protocol, state: State, side: SideName): State {
  const other = otherOf(side);
  return Object.keys(state.sides[side].copies).reduce((done, linkId) => {
    const words =
      perform(protocol, side, done.sides[side], { linkId, event: { kind: 'sayAgain' } })?.say ?? [];
    return words.reduce((heard, message) => {
      const stepped = perform(protocol, other, heard.sides[other], {
        linkId,
        event: { kind: 'hear', ...message },
      });
      return stepped && stepped.side !== heard.sides[other] ? withSide(heard, other, stepped.side) : heard;
    }, done);
  }, state);
}

const isEnded = (copy: Copy | undefined): boolean => copy === undefined || copy.own.phase === 'ENDED';
const isPaused = (one: Copy, other: Copy): boolean => one.own.pauses.length + other.own.pauses.length > 0;

const isTrueMirror = ({ mirror }: Copy, { own }: Copy): boolean =>
  mirror !== undefined &&
  bodyOf({ ...mirror, heardIncarnation: 0 }) === bodyOf({ ...own, heardIncarnation: 0 });

const haveVoted = (one: Copy, other: Copy): boolean =>
  [one, other].every(({ own }) => own.vote === own.epoch);

const haveSameData = (one: Copy, other: Copy): boolean =>
  one.data === other.data && one.own.dataVersion === other.own.dataVersion;

/** I4: two active copies agree in everything, and nothing is left to do. */
function activeAtRest(one: Copy, other: Copy): Finding {
  if (one.own.epoch !== other.own.epoch || one.own.host !== other.own.host)
    return 'I4: epoch or host differ at rest';
  if (!isTrueMirror(one, other) || !isTrueMirror(other, one)) return 'I4: a mirror is not true at rest';
  if (one.own.wantEnd || other.own.wantEnd) return 'I4: a wish to end is left at rest';
  if (isPaused(one, other)) return undefined;
  if (!haveSameData(one, other)) return 'I4: data differ at rest';
  return haveVoted(one, other) ? 'I4t: two current votes and no host change' : undefined;
}

const isReady = (one: Copy, other: Copy): boolean =>
  one.own.decision === 'APPROVE' && other.own.decision === 'APPROVE' && !isPaused(one, other);

/** I4: two undecided copies wait for people only. */
function undecidedAtRest(one: Copy, other: Copy, state: State): Finding {
  if (one.own.wantEnd || other.own.wantEnd) return 'I4: a wish to end is left at rest';
  const client = one.own.host === one.self ? 1 : 0;
  const isVerified = (state.sides[client].headquarters ?? 'VERIFIED') === 'VERIFIED';
  return isReady(one, other) && isVerified ? 'I4: both approved and nothing happens' : undefined;
}

const isUpheld = (one: Copy, other: Copy): boolean =>
  one.own.wantEnd === 'DISPUTE_UPHELD' || other.own.wantEnd === 'DISPUTE_UPHELD';

/** What one side has of shared data when all is said: its account's, and what the link still keeps of them. */
const keptAt = (state: State, side: SideName, { own, archive = '', final = '' }: Copy): string[] =>
  [state.sides[side].accounts[own.accountNumber] ?? '', archive, final].flatMap(tokensOf);

/** DISP-3: an upheld dispute leaves neither side anything of the other's, whichever end came first. */
function upheldAtRest(state: State, linkId: string): Finding {
  const isForeign = ([0, 1] as const).some((side) => {
    const copy = copyAt(state, side, linkId);
    return copy && keptAt(state, side, copy).some((token) => token.startsWith('ab'[otherOf(side)] ?? '?'));
  });
  return isForeign ? 'DISP-3: a side is left with the data of the other’s company' : undefined;
}

/** I5: a link that was active and ended without a pause leaves both with the final copy. */
function endedAtRest(one: Copy, other: Copy): Finding {
  if (one.own.epoch === 0 || other.own.epoch === 0 || isPaused(one, other)) return undefined;
  return one.final === other.final ? undefined : 'I5: the client is left without the final copy';
}

function linkAtRest(state: State, linkId: string): Finding {
  const [one, other] = [copyAt(state, 0, linkId), copyAt(state, 1, linkId)];
  if (isEnded(one) && isEnded(other)) {
    if (!one || !other) return undefined;
    return isUpheld(one, other) ? upheldAtRest(state, linkId) : endedAtRest(one, other);
  }
  if (!one || !other) return 'I4: one side does not know the link at rest';
  const phases = `${one.own.phase} ${other.own.phase}`;
  if (phases === 'ACTIVE ACTIVE') return activeAtRest(one, other);
  if (phases === 'DECISIONS_PENDING DECISIONS_PENDING') return undecidedAtRest(one, other, state);
  return `I4: ${phases} at rest`;
}

const ENDED_BY_PEOPLE = ['WITHDRAWN', 'EXPIRED', 'DENIED', 'DELINKED', 'REHOST', 'HANDOVER_REFUSED'];

/** I4c: of crossing proposals one survives, unless people end one. */
function crossingAtRest(state: State, { crossing = [] }: World): Finding {
  const copies = crossing.map((id) => [copyAt(state, 0, id), copyAt(state, 1, id)]);
  const surviving = copies.filter(([one, other]) => !isEnded(one) && !isEnded(other)).length;
  if (surviving > 1) return 'I4c: two crossing links survive';
  const isEndedByPeople = copies.flat().some((copy) => copy && ENDED_BY_PEOPLE.includes(copy.own.endReason));
  const isProposed = copies.flat().some((copy) => copy !== undefined);
  // After a restore a proposal that nobody heard is answered with "propose again" (C5).
  if (state.ghost.restored) return undefined;
  return surviving === 0 && isProposed && !isEndedByPeople ? 'I4c: no crossing link survives' : undefined;
}

/** I4t: where both vote for this epoch, nothing is paused and nobody wants the end, the host changes. */
function mustTransfer(state: State, linkId: string): boolean {
  const copies = [copyAt(state, 0, linkId), copyAt(state, 1, linkId)];
  const [one, other] = copies;
  if (!one || !other || isPaused(one, other)) return false;
  const isVoted = copies.every(
    (copy) => copy?.own.phase === 'ACTIVE' && copy.own.vote === copy.own.epoch && copy.own.wantEnd === '',
  );
  return isVoted && one.own.epoch === other.own.epoch;
}

function transferred(before: State, after: State, linkId: string): Finding {
  if (!mustTransfer(before, linkId)) return undefined;
  const [was, is] = [copyAt(before, 0, linkId)?.own, copyAt(after, 0, linkId)?.own];
  return was?.host === is?.host ? 'I4t: both voted and the host did not change' : undefined;
}

const speakerOf = (first: SideName): string => (first === 0 ? 'A speaks first' : 'B speaks first');

/**
 * I4 for every pair of copies. A pair that another drain passed on its way to a good rest is known to come to it, so it is not drained
 * again; a pair that I4t speaks of always is.
 */
export class Drains {
  private readonly good = new HashSet();

  constructor(
    private readonly protocol: Protocol,
    private readonly world: World,
  ) {}

  /** From this pair, whoever speaks first, the two sides come to rest as they should. */
  check(state: State): Finding {
    return this.drain(state, 0) ?? this.drain(state, 1);
  }

  private drain(state: State, first: SideName): Finding {
    const transfers = linkIds(state).filter((linkId) => mustTransfer(state, linkId));
    const passed: string[] = [];
    let current = state;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const key = `${first}${pairKey(current, linkIds(current), this.world.restores !== undefined)}`;
      if (transfers.length === 0 && this.good.has(key)) return this.allGood(passed);
      passed.push(key);
      const next = spoken(this.protocol, spoken(this.protocol, current, first), otherOf(first));
      if (factsOfSides(next) === factsOfSides(current)) return this.judge(state, next, first, passed);
      current = next;
    }
    return `I4: never comes to rest (${speakerOf(first)})`;
  }

  private judge(start: State, rest: State, first: SideName, passed: readonly string[]): Finding {
    for (const linkId of linkIds(rest)) {
      const found = linkAtRest(rest, linkId) ?? transferred(start, rest, linkId);
      if (found) return `${found} (${speakerOf(first)})`;
    }
    return crossingAtRest(rest, this.world) ?? this.allGood(passed);
  }

  private allGood(passed: readonly string[]): undefined {
    passed.forEach((key) => this.good.add(key));
  }
}
