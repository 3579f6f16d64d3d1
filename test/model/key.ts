import type { LinkRecord } from '@harmonization/domain/link/record';
import type { Copy } from './protocol';
import { otherOf, type Ghost, type Letter, type Side, type SideName, type State } from './state';

/**
 * Canonical keys: two states with the same key behave alike. Sequence numbers are only ever compared, so each is replaced by its rank
 * among those of its link and side (not in worlds with a restore, where they are kept as they are). What rides along with a record
 * (`heardSeq`) matters after a restore only; elsewhere "say again", possible at any moment, does all that it could do.
 */
export type Numbering = 'RANKED' | 'RAW';

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

const rawNumbers = (record: LinkRecord): string => `#${record.seq}.${record.heardSeq}`;
const rawRecord = (record: LinkRecord | undefined): string => (record ? bodyOf(record) + rawNumbers(record) : '');

const extras = (copy: Copy): string =>
  `${copy.archive ?? ''}~${copy.final ?? ''}~${copy.own.phase === 'ENDED' ? '' : copy.data}` +
  (copy.waiting ? JSON.stringify(copy.waiting) : '') +
  (copy.backup ? rawRecord(copy.backup) : '');

const facts = new WeakMap<Copy, string>();

/** A copy's facts; numbers apart. */
export function factsOf(copy: Copy | undefined): string {
  if (!copy) return '-';
  let known = facts.get(copy);
  if (known === undefined) {
    facts.set(copy, (known = `${bodyOf(copy.own)}|${copy.mirror ? bodyOf(copy.mirror) : ''}|${extras(copy)}`));
  }
  return known;
}

const rawCopy = (copy: Copy | undefined): string =>
  copy ? `${factsOf(copy)}${rawNumbers(copy.own)}${copy.mirror ? rawNumbers(copy.mirror) : ''}` : '-';

const accountsOf = (side: Side): string => `${Object.values(side.accounts).join()};${side.headquarters ?? ''}`;

const rawSide = (side: Side, ids: readonly string[]): string =>
  `${ids.map((id) => rawCopy(side.copies[id])).join('§')}${accountsOf(side)}${side.incarnation}`;

const rawLetter = ({ from, message: { record, data } }: Letter): string =>
  `${from}${record.linkId}${rawRecord(record)}${rawRecord(record.heardRecord)}=${data ?? ''}`;

function rawKey(state: State, ids: readonly string[]): string {
  const [one, other] = state.sides;
  const backups = state.sides.map((side) => (side.backup ? rawSide(side.backup, ids) : '')).join('¶');
  return `${rawSide(one, ids)}¶${rawSide(other, ids)}¶${backups}¶${state.network.map(rawLetter).sort().join('¶')}`;
}

/** The numbers of one side's records of one link, wherever they occur: a number's rank is its place among them. */
function numbersOf(state: State, from: SideName, id: string): number[] {
  const numbers: number[] = [0];
  const add = (number: number): void => {
    if (!numbers.includes(number)) numbers.push(number);
  };
  add(state.sides[from].copies[id]?.own.seq ?? 0);
  add(state.sides[otherOf(from)].copies[id]?.own.heardSeq ?? 0);
  for (const letter of state.network) {
    if (letter.from === from && letter.message.record.linkId === id) add(letter.message.record.seq);
  }
  return numbers.length > 2 ? numbers.sort((a, b) => a - b) : numbers;
}

/** What one side holds of a link and what it has said of it, by rank. */
function rankedSide(state: State, from: SideName, id: string): string {
  const copy = state.sides[from].copies[id];
  const numbers = numbersOf(state, from, id);
  const letters: string[] = [];
  for (const { from: sayer, message } of state.network) {
    const { record, data = '' } = message;
    if (sayer === from && record.linkId === id) letters.push(`${numbers.indexOf(record.seq)}${bodyOf(record)}=${data}`);
  }
  const heard = state.sides[otherOf(from)].copies[id]?.own.heardSeq ?? 0;
  const ranks = `${numbers.indexOf(copy?.own.seq ?? 0)}.${numbers.indexOf(heard)}`;
  return `${factsOf(copy)}#${ranks}¶${(letters.length > 1 ? letters.sort() : letters).join('¶')}`;
}

const rankedLink = (state: State, id: string): string => `${rankedSide(state, 0, id)}§${rankedSide(state, 1, id)}`;

const rankedKey = (state: State, ids: readonly string[]): string =>
  `${ids.map((id) => rankedLink(state, id)).join('¤')}${accountsOf(state.sides[0])}¤${accountsOf(state.sides[1])}`;

const ghosts = new WeakMap<Ghost, string>();

function ghostKey({ ghost }: State): string {
  let key = ghosts.get(ghost);
  if (key === undefined) ghosts.set(ghost, (key = writtenGhost(ghost)));
  return key;
}

const writtenGhost = (ghost: Ghost): string =>
  `${Object.values(ghost.edits).join()};${Object.values(ghost.weakEdits).join()};${Object.entries(ghost.votes).join()};${ghost.editCount}${ghost.restored ? 'r' : ''}`;

export function keyOf(state: State, ids: readonly string[], numbering: Numbering): string {
  const key = numbering === 'RAW' ? rawKey(state, ids) : rankedKey(state, ids);
  return `${key}¤${ghostKey(state)}`;
}

/** The pair of copies alone: what a drain starts from. */
export function pairKey(state: State, ids: readonly string[], numbering: Numbering): string {
  if (numbering === 'RAW') return `${rawSide(state.sides[0], ids)}¶${rawSide(state.sides[1], ids)}`;
  return rankedKey({ ...state, network: [] }, ids);
}
