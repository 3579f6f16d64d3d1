import { agrees, type LinkEntry, type LinkVerdict, type RecordEntry, type Standing } from './compare-copies';

/** What one side does about a difference. */
export type Duty =
  | 'NOTHING'
  /** The present word once more: the other side has not heard it. */
  | 'SAY_AGAIN'
  /** The whole state under the next version: the other side's copy becomes the host's. */
  | 'REPAIR'
  /** Staff look at it. */
  | 'OPEN_CASE';

/** A link as both sides hold it, seen from the side whose code is `self`. */
export interface LinkComparison {
  readonly self: string;
  readonly mine: LinkEntry | undefined;
  readonly theirs: LinkEntry | undefined;
  readonly verdict: LinkVerdict;
}

const canRepair = (entry: LinkEntry | undefined, owner: string): boolean =>
  entry !== undefined && entry.isActive && entry.isSound && entry.host === owner;

function dutyForOurs({ self, mine, verdict }: LinkComparison): Duty {
  if (verdict.ours === 'BEHIND') return mine?.isPending ? 'NOTHING' : 'SAY_AGAIN';
  if (verdict.ours === 'AHEAD') return 'OPEN_CASE';
  if (verdict.ours === 'DIFFERS') return canRepair(mine, self) ? 'REPAIR' : 'OPEN_CASE';
  return 'NOTHING';
}

/** The other side acts on its own word where it can; what it cannot repair is work for the staff of both. */
function dutyForTheirs({ self, theirs, verdict }: LinkComparison): Duty {
  const isTheirsToRepair = canRepair(theirs, theirs?.host ?? '') && theirs?.host !== self;
  if (verdict.theirs === 'DIFFERS') return isTheirsToRepair ? 'NOTHING' : 'OPEN_CASE';
  return verdict.theirs === 'AHEAD' ? 'OPEN_CASE' : 'NOTHING';
}

const dutyForData = ({ self, mine, verdict }: LinkComparison): Duty =>
  verdict.data === 'DIFFERS' && canRepair(mine, self) ? 'REPAIR' : 'NOTHING';

const GRAVEST: readonly Duty[] = ['OPEN_CASE', 'REPAIR', 'SAY_AGAIN', 'NOTHING'];

/** REC-2: drift from host to client is repaired by the host, which says the full state again; anything else opens SYNC_DRIFT on both sides. */
export function dutyOf(comparison: LinkComparison): Duty {
  if (agrees(comparison.verdict)) return 'NOTHING';
  const duties = [dutyForOurs(comparison), dutyForTheirs(comparison), dutyForData(comparison)];
  return GRAVEST.find((duty) => duties.includes(duty)) ?? 'NOTHING';
}

/** A record of another kind with its standing, and the host of the link it is about, where there is one. */
export interface RecordComparison {
  readonly self: string;
  readonly entry: RecordEntry;
  readonly standing: Standing;
  readonly linkHost: string | undefined;
}

/** REC-3: a fact has one writer, who says it again; the client's word about a link is not the host's to repair: staff of both look. */
export function recordDutyOf({ self, entry, standing, linkHost }: RecordComparison): Duty {
  const isOurs = entry.sayer === self;
  if (standing === 'AHEAD') return 'OPEN_CASE';
  if (standing === 'BEHIND') return isOurs && !entry.isPending ? 'SAY_AGAIN' : 'NOTHING';
  if (standing === 'SAME') return 'NOTHING';
  if (linkHost !== undefined && linkHost !== entry.sayer) return 'OPEN_CASE';
  return isOurs ? 'REPAIR' : 'NOTHING';
}
