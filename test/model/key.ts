import type { LinkRecord } from '@harmonization/domain/link/record';
import type { Copy } from './protocol';
import { otherOf, type Ghost, type Letter, type Side, type SideName, type State } from './state';

/**
 * Canonical keys: two states with the same key behave alike. Sequence numbers are only ever compared, so each is replaced by its rank
 * among those of its link and side. What rides along with a record (`heardSeq`) only makes a side say its record again, which is possible
 * at any moment anyway, so it is left out; and what only a restore looks at is left out where none is under way.
 */
const bodies = new WeakMap<LinkRecord, string>();

const PHASES: Record<string, string> = {
  PROPOSED: 'p',
  DECISIONS_PENDING: 'd',
  CUTOVER: 'c',
  ACTIVE: 'a',
  TRANSFER_PENDING: 't',
  RESYNC: 'r',
  ENDED: 'e',
};

const written = (record: LinkRecord): string =>
  `${PHASES[record.phase]}${record.epoch}${record.host}${record.offered}${record.decision[0]}${record.vote}.${record.refused}` +
  `${record.wantEnd}/${record.endReason}/${record.blockedBy}/${record.dataVersion}.${record.incarnation}.${record.heardIncarnation}${record.pauses.join()}`;

/** The facts of a record without its numbers. */
export function bodyOf(record: LinkRecord): string {
  let body = bodies.get(record);
  if (body === undefined) bodies.set(record, (body = written(record)));
  return body;
}

const extras = (copy: Copy): string =>
  `${copy.archive ?? ''}~${copy.final ?? ''}~${copy.own.phase === 'ENDED' ? '' : copy.data}` +
  (copy.waiting ? JSON.stringify(copy.waiting) : '') +
  (copy.backup ? bodyOf(copy.backup) : '');

const facts = new WeakMap<Copy, string>();

/** A copy's facts; numbers apart. */
export function factsOf(copy: Copy | undefined): string {
  if (!copy) return '-';
  let known = facts.get(copy);
  if (known === undefined) {
    facts.set(
      copy,
      (known = `${bodyOf(copy.own)}|${copy.mirror ? bodyOf(copy.mirror) : ''}|${extras(copy)}`),
    );
  }
  return known;
}

const numberOf = ({ incarnation, seq }: LinkRecord): number => incarnation * 1000 + seq;
const heardNumberOf = ({ heardIncarnation, heardSeq }: LinkRecord): number =>
  heardIncarnation * 1000 + heardSeq;

/** The numbers of one side's records of one link, wherever they occur: a number's rank is its place among them. */
class Ranks {
  private readonly numbers: number[] = [0];
  private isSorted = true;

  add(number: number): void {
    if (this.numbers.includes(number)) return;
    this.numbers.push(number);
    this.isSorted = false;
  }

  of(number: number): number {
    if (!this.isSorted) this.numbers.sort((a, b) => a - b);
    this.isSorted = true;
    return this.numbers.indexOf(number);
  }
}

/** Whether the answer to a resync, and the mirror that it is made of, can still matter to a side. */
const mayResync = (state: State, side: SideName, id: string): boolean =>
  !state.ghost.restored || (state.sides[side].copies[id]?.own.phase ?? 'RESYNC') === 'RESYNC';

/** What a restore would look at besides: numbers in the backup, in the peer's mirror, and in what the peer's backup has heard. */
function restoreNumbers(state: State, from: SideName, id: string): number[] {
  const [side, other] = [state.sides[from], state.sides[otherOf(from)]];
  const said = [side.copies[id]?.backup, side.backup?.copies[id]?.own];
  const mirror = mayResync(state, from, id) ? other.copies[id]?.mirror : undefined;
  const heard = other.backup?.copies[id]?.own;
  return [
    ...[...said, mirror].map((record) => (record ? numberOf(record) : 0)),
    heard ? heardNumberOf(heard) : 0,
  ];
}

const answerOf = (state: State, { from, message }: Letter): LinkRecord | undefined =>
  mayResync(state, otherOf(from), message.record.linkId) ? message.record.heardRecord : undefined;

const isSaid = ({ from: sayer, message }: Letter, from: SideName, id: string): boolean =>
  sayer === from && message.record.linkId === id;

function ranksOf(state: State, from: SideName, id: string, restoring: readonly number[]): Ranks {
  const ranks = new Ranks();
  for (const record of [state.sides[from].copies[id]?.own]) if (record) ranks.add(numberOf(record));
  const hearer = state.sides[otherOf(from)].copies[id]?.own;
  if (hearer) ranks.add(heardNumberOf(hearer));
  for (const letter of state.network) {
    if (isSaid(letter, from, id)) ranks.add(numberOf(letter.message.record));
    const answer = isSaid(letter, otherOf(from), id) ? answerOf(state, letter) : undefined;
    if (answer) ranks.add(numberOf(answer));
  }
  restoring.forEach((number) => ranks.add(number));
  return ranks;
}

type RanksOfSides = readonly [Ranks, Ranks];

const letterKey = (state: State, letter: Letter, ranks: RanksOfSides): string => {
  const { from, message } = letter;
  const { record, data = '' } = message;
  const answer = answerOf(state, letter);
  const answered = answer ? `${ranks[otherOf(from)].of(numberOf(answer))}${bodyOf(answer)}` : '';
  return `${ranks[from].of(numberOf(record))}${bodyOf(record)}=${data}${record.heardSeq > 0 ? '' : '!'}${answered}`;
};

/** What one side holds of a link and what it has said of it, by rank. */
function sideKey(state: State, from: SideName, id: string, ranks: RanksOfSides): string {
  const copy = state.sides[from].copies[id];
  const hearer = state.sides[otherOf(from)].copies[id]?.own;
  const letters = state.network
    .filter((letter) => isSaid(letter, from, id))
    .map((letter) => letterKey(state, letter, ranks));
  const own = ranks[from].of(copy ? numberOf(copy.own) : 0);
  const heard = ranks[from].of(hearer ? heardNumberOf(hearer) : 0);
  return `${factsOf(copy)}#${own}.${heard}¶${(letters.length > 1 ? letters.sort() : letters).join('¶')}`;
}

function linkKey(state: State, id: string, isRestorable: boolean): string {
  const restoring = isRestorable ? [restoreNumbers(state, 0, id), restoreNumbers(state, 1, id)] : [[], []];
  const ranks = [
    ranksOf(state, 0, id, restoring[0] ?? []),
    ranksOf(state, 1, id, restoring[1] ?? []),
  ] as const;
  const numbers = restoring.map((list, side) =>
    list.map((number) => ranks[side === 0 ? 0 : 1].of(number)).join('.'),
  );
  return `${sideKey(state, 0, id, ranks)}§${sideKey(state, 1, id, ranks)}${numbers.join('§')}`;
}

const accountsOf = (side: Side): string =>
  `${Object.values(side.accounts).join()};${side.headquarters ?? ''};${side.incarnation}`;

const backupOf = ({ backup }: Side, ids: readonly string[]): string =>
  backup ? `${ids.map((id) => factsOf(backup.copies[id])).join('§')}${accountsOf(backup)}` : '';

const sidesKey = (state: State, ids: readonly string[], isRestorable: boolean): string =>
  `${ids.map((id) => linkKey(state, id, isRestorable)).join('¤')}${accountsOf(state.sides[0])}¤${accountsOf(state.sides[1])}`;

const writtenGhost = (ghost: Ghost): string =>
  `${Object.entries(ghost.edits).join()};${Object.entries(ghost.weakEdits).join()};${Object.entries(ghost.votes).join()};` +
  `${Object.entries(ghost.unstored).join()};` +
  `${ghost.editCount}${ghost.restored ? 'r' : ''}`;

const ghosts = new WeakMap<Ghost, string>();

function ghostKey({ ghost }: State): string {
  let key = ghosts.get(ghost);
  if (key === undefined) ghosts.set(ghost, (key = writtenGhost(ghost)));
  return key;
}

export function keyOf(state: State, ids: readonly string[], isRestorable: boolean): string {
  const backups = isRestorable ? state.sides.map((side) => backupOf(side, ids)).join('¤') : '';
  return `${sidesKey(state, ids, isRestorable)}¤${backups}¤${ghostKey(state)}`;
}

/** The pair of copies alone: what a drain starts from. Backups are of no meaning to it. */
export function pairKey({ sides, ghost }: State, ids: readonly string[], isRestorable: boolean): string {
  const [one, other] = sides;
  const bare = { sides: [withoutBackup(one), withoutBackup(other)], ghost, network: [], spent: 0 } as const;
  return sidesKey(bare, ids, isRestorable);
}

const withoutBackup = (side: Side): Side => {
  const { backup, ...rest } = side;
  return backup ? rest : side;
};
