import type { Copy, Protocol } from './protocol';
import { containsAll, copyAt, linkIds, type Side, type SideName, type State } from './state';

/** What an invariant found wrong, in words; undefined where it holds. */
export type Finding = string | undefined;

const SIDES: readonly SideName[] = [0, 1];
const isLive = (copy: Copy | undefined): copy is Copy => copy !== undefined && copy.own.phase !== 'ENDED';
const isBound = (copy: Copy | undefined): boolean =>
  copy !== undefined && ['CUTOVER', 'ACTIVE', 'TRANSFER_PENDING'].includes(copy.own.phase);
const liveCopies = (side: Side): Copy[] => Object.values(side.copies).filter(isLive);

const hasTwins = (values: readonly string[]): boolean => new Set(values).size < values.length;

/** I1 on one side: at most one live copy for each local and each peer number. */
function oneLiveHere(state: State): Finding {
  for (const side of state.sides) {
    const live = liveCopies(side);
    if (live.length < 2) continue;
    if (hasTwins(live.map(({ own }) => own.accountNumber))) return 'I1: two live links for one local number';
    if (hasTwins(live.map(({ own }) => own.peerAccountNumber)))
      return 'I1: two live links for one peer number';
  }
  return undefined;
}

/** I1 across sides: no account is in two links that are live on both. */
function oneLiveAcross(state: State, ids: readonly string[]): Finding {
  if (ids.length < 2) return undefined;
  const live = ids.flatMap((id) => {
    const [one, other] = [copyAt(state, 0, id), copyAt(state, 1, id)];
    return isLive(one) && isLive(other) ? [one] : [];
  });
  const isTwice =
    hasTwins(live.map(({ own }) => own.accountNumber)) ||
    hasTwins(live.map(({ own }) => own.peerAccountNumber));
  return isTwice ? 'I1: an account is in two links that are live on both sides' : undefined;
}

/** I2: two active copies agree on host, epoch and numbers, and exactly one may edit. */
function oneHost(state: State, id: string, protocol: Protocol): Finding {
  const [one, other] = [copyAt(state, 0, id), copyAt(state, 1, id)];
  if (one?.own.phase !== 'ACTIVE' || other?.own.phase !== 'ACTIVE') return undefined;
  if (one.own.host !== other.own.host || one.own.epoch !== other.own.epoch)
    return 'I2: two active copies disagree on host or epoch';
  if (one.own.accountNumber !== other.own.peerAccountNumber)
    return 'I2: two active copies disagree on numbers';
  return protocol.holdsToken(one) === protocol.holdsToken(other)
    ? 'I2: not exactly one right to edit'
    : undefined;
}

/** Whether the account accepts edits: by its live link, or as a standalone account. */
function editable(side: Side, account: string, protocol: Protocol): boolean {
  const live = liveCopies(side).filter(({ own }) => own.accountNumber === account);
  return live.length === 0 || live.some((copy) => protocol.holdsToken(copy));
}

/** I3: while a link is bound, at most one of its accounts accepts edits. A side that has forgotten the link cannot know it. */
function oneEditor(state: State, id: string, protocol: Protocol): Finding {
  const copies = SIDES.map((side) => copyAt(state, side, id));
  const [one, other] = copies;
  if (!copies.some(isBound)) return undefined;
  if (!one || !other)
    return state.ghost.restored ? undefined : 'I3: a bound link that one side does not know';
  const isTwice =
    editable(state.sides[0], one.own.accountNumber, protocol) &&
    editable(state.sides[1], other.own.accountNumber, protocol);
  return isTwice ? 'I3: both accounts accept edits while the link is bound' : undefined;
}

const editsForLink = (copy: Copy): boolean =>
  copy.own.flow !== 'BOTH' || copy.own.phase === 'ACTIVE' || copy.own.host === copy.self;

const isFormerHolder = ({ own, self }: Copy): boolean =>
  own.endReason === 'DELINKED' && own.host === self && own.epoch > 0;

/** The data that must contain every edit of the link: the editor's, or the final copy of who ended it. */
function decisiveData(copy: Copy, protocol: Protocol): string | undefined {
  if (isFormerHolder(copy)) return copy.final;
  return isLive(copy) && protocol.holdsToken(copy) && editsForLink(copy) ? copy.data : undefined;
}

/** I5: the editor's data contain every accepted edit, and so does the final copy of who ended. */
function editsStand(state: State, id: string, protocol: Protocol): Finding {
  const edits = state.ghost.edits[id];
  if (!edits) return undefined;
  const isLost = SIDES.some((side) => {
    const copy = copyAt(state, side, id);
    const data = copy && decisiveData(copy, protocol);
    return data !== undefined && !containsAll(data, edits);
  });
  return isLost ? 'I5: the editor has lost an accepted edit' : undefined;
}

/** I5 in scenario 4: what the client's account held of its own is in its data, or in its archive once the host's data came. */
function ownEditsStand(state: State, id: string): Finding {
  for (const side of SIDES) {
    const copy = copyAt(state, side, id);
    const edits = state.ghost.edits[`${id}/${side}`];
    if (!copy || !edits || !isLive(copy)) continue;
    if (!containsAll(copy.archive ?? copy.data, edits)) return "I5: the client's own values are lost";
  }
  return undefined;
}

/** I6: a link that never became active at its host changed no data of either account. */
function untouchedBeforeActive(state: State, ids: readonly string[]): Finding {
  const isActivated = ids.some((id) => SIDES.some((side) => (copyAt(state, side, id)?.own.epoch ?? 0) > 0));
  if (isActivated || state.ghost.restored) return undefined;
  const isForeign = SIDES.some((side) =>
    Object.values(state.sides[side].accounts).some((data) => data.includes('ab'[1 - side] ?? '?')),
  );
  return isForeign ? 'I6: a link that never became active changed data' : undefined;
}

/** I1, I2, I3, and the parts of I5 and I6 that can be read from a state. */
export function checkState(state: State, protocol: Protocol): Finding {
  const ids = linkIds(state);
  const general = oneLiveHere(state) ?? oneLiveAcross(state, ids) ?? untouchedBeforeActive(state, ids);
  if (general) return general;
  for (const id of ids) {
    const found =
      oneHost(state, id, protocol) ??
      oneEditor(state, id, protocol) ??
      editsStand(state, id, protocol) ??
      ownEditsStand(state, id);
    if (found) return found;
  }
  return undefined;
}
