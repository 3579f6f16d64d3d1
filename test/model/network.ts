import { bodyOf } from './key';
import type { Message } from './protocol';
import { otherOf, type Letter, type SideName, type State } from './state';
import { KEPT_RECORDS, type World } from './world';

/** One letter stands for all that differ only in what rides along, or in what the hearer does not look at. */
const isAlike = (one: Letter, other: Letter): boolean => {
  const [a, b] = [one.message, other.message];
  return (
    one.from === other.from &&
    a.record.linkId === b.record.linkId &&
    a.record.seq === b.record.seq &&
    a.data === b.data &&
    bodyOf(a.record) === bodyOf(b.record) &&
    a.record.heardSeq > 0 === b.record.heardSeq > 0 &&
    a.record.heardRecord?.seq === b.record.heardRecord?.seq
  );
};

/** The request to answer is left out: "say again" is possible at any moment anyway. */
const letterOf = (from: SideName, { record, data }: Message): Letter => ({
  from,
  message: data === undefined ? { record } : { record, data },
});

const orderOf = ({ message: { record } }: Letter): number => record.incarnation * 1000 + record.seq;

/** The newest records of each link and side. */
function newest(network: readonly Letter[], letter: Letter): readonly Letter[] {
  const rivals = network.filter(
    (other) => other.from === letter.from && other.message.record.linkId === letter.message.record.linkId,
  );
  const orders = [...new Set(rivals.map(orderOf))].sort((a, b) => b - a);
  const oldest = orders[KEPT_RECORDS - 1];
  if (oldest === undefined || orders.length <= KEPT_RECORDS) return network;
  return network.filter((other) => !rivals.includes(other) || orderOf(other) >= oldest);
}

export function posted(state: State, from: SideName, messages: readonly Message[]): State {
  let { network } = state;
  for (const message of messages) {
    const letter = letterOf(from, message);
    if (network.some((present) => isAlike(present, letter))) continue;
    network = newest([...network, letter], letter);
  }
  return network === state.network ? state : { ...state, network };
}

/** M1: an older record than the last one heard has no effect any more, nor has that one again with data that are not newer. */
function isDead(state: State, { from, message }: Letter): boolean {
  const { record, data } = message;
  const own = state.sides[otherOf(from)].copies[record.linkId]?.own;
  if (!own || record.incarnation !== own.heardIncarnation) return false;
  if (record.seq < own.heardSeq) return true;
  return (
    record.seq === own.heardSeq &&
    (data === undefined || record.dataVersion <= own.dataVersion || own.phase === 'ENDED')
  );
}

/** Where a restore can make a side forget the link itself, its old letters are not dead: they may come as news (B4). */
const mayForget = ({ sides }: State, side: SideName, linkId: string): boolean => {
  const { backup } = sides[side];
  return backup !== undefined && backup.copies[linkId] === undefined;
};

export function withoutDeadLetters(state: State, world: World): State {
  if (world.keepsDeadLetters) return state;
  const network = state.network.filter(
    (letter) =>
      mayForget(state, otherOf(letter.from), letter.message.record.linkId) || !isDead(state, letter),
  );
  return network.length === state.network.length ? state : { ...state, network };
}
