import type { LinkCopy, LinkRecord } from './link/record';

/** What each side's record shows to a reader. */
const SHOWN = [
  'phase',
  'epoch',
  'host',
  'decision',
  'pauses',
  'vote',
  'refused',
  'wantEnd',
  'endReason',
  'dataVersion',
] as const satisfies readonly (keyof LinkRecord)[];

export type ShownRecord = Pick<LinkRecord, (typeof SHOWN)[number]>;

/** A link as it stood at one moment, as far as this side knew: its own record and the other's as last heard. */
export interface LinkState {
  readonly own: ShownRecord;
  readonly peer?: ShownRecord;
}

/** One thing that changed, at the side whose record changed. `reason` is the protocol's own code, if it has one. */
export interface LinkChangeSeen {
  readonly side: 'OWN' | 'PEER';
  readonly action: string;
  readonly reason?: string;
  /** HIST-3: the pieces of shared data that it changed at this side. */
  readonly fields?: readonly string[];
}

const shown = (record: LinkRecord): ShownRecord =>
  Object.fromEntries(SHOWN.map((field) => [field, record[field]])) as unknown as ShownRecord;

/** HIST-1: what is kept of a link at each change: both sides' phase, host, epoch, pauses, wishes, votes and data versions. */
export const linkState = ({ own, mirror }: LinkCopy<unknown>): LinkState =>
  mirror ? { own: shown(own), peer: shown(mirror) } : { own: shown(own) };

const NOTHING_YET: ShownRecord = {
  phase: 'PROPOSED',
  epoch: 0,
  host: '',
  decision: 'NONE',
  pauses: [],
  vote: 0,
  refused: 0,
  wantEnd: '',
  endReason: '',
  dataVersion: 0,
};

type Told = Omit<LinkChangeSeen, 'side'>;
type Look = (before: ShownRecord, after: ShownRecord, isHost: boolean) => readonly Told[];

const PHASE_ACTIONS: Readonly<Record<LinkRecord['phase'], string>> = {
  PROPOSED: 'link.proposed',
  DECISIONS_PENDING: 'link.accepted',
  CUTOVER: 'link.handed-over',
  ACTIVE: 'link.joined',
  TRANSFER_PENDING: 'link.transfer-offered',
  RESYNC: 'link.restored',
  ENDED: 'link.ended',
};

/** Arrivals in ACTIVE: the first host, a new host, a refused hand-over that came back, a client that joins. */
function activeAction(before: ShownRecord, after: ShownRecord, isHost: boolean): string {
  if (before.phase === 'RESYNC') return 'link.recovered';
  if (isHost && after.epoch > before.epoch) return after.epoch === 1 ? 'link.activated' : 'link.transferred';
  return before.phase === 'TRANSFER_PENDING' && after.epoch === before.epoch
    ? 'link.transfer-returned'
    : 'link.joined';
}

const phaseChanged: Look = (before, after, isHost) => {
  const isMoved = before.phase !== after.phase || (after.phase === 'ACTIVE' && before.epoch !== after.epoch);
  if (!isMoved) return [];
  if (after.phase === 'ACTIVE') return [{ action: activeAction(before, after, isHost) }];
  return [{ action: PHASE_ACTIONS[after.phase], reason: after.endReason || undefined }];
};

const pausesChanged: Look = (before, after) => [
  ...after.pauses
    .filter((reason) => !before.pauses.includes(reason))
    .map((reason) => ({ action: 'link.paused', reason })),
  ...before.pauses
    .filter((reason) => !after.pauses.includes(reason))
    .map((reason) => ({ action: 'link.resumed', reason })),
];

const voteChanged: Look = (before, after) => {
  if (before.vote === after.vote || before.epoch !== after.epoch) return [];
  return [{ action: after.vote > 0 ? 'link.voted' : 'link.vote-withdrawn' }];
};

const refused: Look = (before, after) =>
  after.refused > before.refused ? [{ action: 'link.transfer-refused' }] : [];

const wished: Look = (before, after) =>
  after.wantEnd && after.wantEnd !== before.wantEnd
    ? [{ action: 'link.end-requested', reason: after.wantEnd }]
    : [];

const decided: Look = (before, after) =>
  after.decision === before.decision ? [] : [{ action: 'link.decided', reason: after.decision }];

const dataChanged: Look = (before, after, isHost) =>
  after.dataVersion > before.dataVersion && after.epoch > 0
    ? [{ action: isHost ? 'link.edited' : 'link.data-taken' }]
    : [];

const LOOKS = [decided, wished, pausesChanged, voteChanged, refused, dataChanged, phaseChanged];

const seen = (
  side: LinkChangeSeen['side'],
  before: ShownRecord | undefined,
  after: ShownRecord,
  isHost: boolean,
): LinkChangeSeen[] => {
  const reason = after.endReason || undefined;
  const first = before ? [] : [{ side, action: PHASE_ACTIONS[after.phase], reason }];
  const base = before ?? { ...NOTHING_YET, phase: after.phase };
  return [...first, ...LOOKS.flatMap((look) => look(base, after, isHost)).map((told) => ({ side, ...told }))];
};

/**
 * HIST-2: the timeline names what changed at which side. What the other side did is known by what its record says, and is told
 * when it was heard. Nothing where both states show the same.
 */
export function changesSeen(
  before: LinkState | undefined,
  after: LinkState,
  program: { self: string; peer: string },
): LinkChangeSeen[] {
  const { own, peer } = after;
  const others = peer ? seen('PEER', before?.peer, peer, peer.host === program.peer) : [];
  return [...others, ...seen('OWN', before?.own, own, own.host === program.self)];
}
