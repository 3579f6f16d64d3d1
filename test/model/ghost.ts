import type { Action } from './actions';
import {
  copyAt,
  intersection,
  otherOf,
  tokensOf,
  union,
  type Ghost,
  type SideName,
  type State,
} from './state';

const remember = (state: State, ghost: Partial<Ghost>): State => ({
  ...state,
  ghost: { ...state.ghost, ...ghost },
});

/** Whose edits are the link's: the host's where it keeps the record, the client's until it moved; in scenario 4 the host's. */
function isLineage(state: State, side: SideName, linkId: string): boolean {
  const copy = copyAt(state, side, linkId);
  if (!copy) return false;
  const isHost = copy.own.host === copy.self;
  return copy.own.phase === 'ACTIVE' || copy.own.flow !== 'MOVE' ? isHost : !isHost;
}

const withTokens = (edits: Ghost['edits'], owner: string, tokens: string): Ghost['edits'] => ({
  ...edits,
  [owner]: union(edits[owner] ?? '', tokens),
});

function newTokens(before: State, side: SideName, linkId: string, data: string): string {
  const account = copyAt(before, side, linkId)?.own.accountNumber ?? '';
  const known = tokensOf(before.sides[side].accounts[account] ?? '');
  return tokensOf(data)
    .filter((token) => !known.includes(token))
    .join('.');
}

function afterEdit(before: State, after: State, { side, linkId, event }: Action): State {
  if (event?.kind !== 'edit') return after;
  const tokens = newTokens(before, side, linkId, event.data);
  const owner = isLineage(before, side, linkId) ? linkId : `${linkId}/${side}`;
  const { ghost } = after;
  const isCertain = ghost.restored && owner === linkId;
  return remember(after, {
    edits: withTokens(ghost.edits, owner, tokens),
    weakEdits: isCertain ? withTokens(ghost.weakEdits, owner, tokens) : ghost.weakEdits,
    editCount: ghost.editCount + 1,
  });
}

function afterVote(before: State, after: State, { side, linkId, event }: Action): State {
  if (event?.kind !== 'vote' && event?.kind !== 'unvote') return after;
  const own = copyAt(before, side, linkId)?.own;
  if (own?.phase !== 'ACTIVE') return after;
  const epoch = event.kind === 'vote' ? own.epoch : 0;
  return remember(after, { votes: { ...after.ghost.votes, [`${linkId}/${side}`]: epoch } });
}

export const afterCommand = (before: State, after: State, action: Action): State =>
  afterVote(before, afterEdit(before, after, action), action);

const isPaused = (state: State, linkId: string): boolean =>
  ([0, 1] as const).some((side) => {
    const copy = copyAt(state, side, linkId);
    return (copy?.own.pauses.length ?? 0) > 0 || (copy?.mirror?.pauses.length ?? 0) > 0;
  });

/** I6 holds for a side that stored nothing, too: what it heard is remembered for it. */
function withUnstored(state: State, { side, linkId, event }: Action): State {
  if (event?.kind !== 'hear' || copyAt(state, side, linkId) || state.ghost.restored) return state;
  const key = `${linkId}/${side}`;
  const highest = Math.max(state.ghost.unstored[key] ?? 0, event.record.seq);
  return remember(state, { unstored: { ...state.ghost.unstored, [key]: highest } });
}

/** When a resync ends, votes that waited are cast; under a pause less of the edits is certain. */
export function afterHearing(before: State, after: State, action: Action): State {
  const { side, linkId } = action;
  const copy = copyAt(after, side, linkId);
  if (!copy) return withUnstored(after, action);
  if (!after.ghost.restored || copy.own.phase === 'RESYNC') return after;
  if (copyAt(before, side, linkId)?.own.phase !== 'RESYNC') return after;
  const voted = remember(after, { votes: { ...after.ghost.votes, [`${linkId}/${side}`]: copy.own.vote } });
  const isUncertain = copy.own.host === copy.self && isPaused(after, linkId);
  return isUncertain ? remember(voted, { edits: { ...voted.ghost.edits, ...voted.ghost.weakEdits } }) : voted;
}

/** I5 after a restore: what both sides held, or the other had heard, must stand; under a pause only what the backup holds. */
export function afterRestore(before: State, after: State, side: SideName): State {
  const edits: Record<string, string> = {};
  const weakEdits: Record<string, string> = {};
  for (const [linkId, tokens] of Object.entries(before.ghost.edits)) {
    const [own] = Object.values(after.sides[side].accounts);
    const [peers] = Object.values(after.sides[otherOf(side)].accounts);
    edits[linkId] = intersection(tokens, union(own ?? '', peers ?? ''));
    if (!linkId.includes('/')) weakEdits[linkId] = intersection(tokens, own ?? '');
  }
  return remember(after, { edits, weakEdits, restored: true });
}
