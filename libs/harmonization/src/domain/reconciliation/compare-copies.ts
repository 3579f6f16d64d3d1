/** One side's word about a thing, or what the other side heard of it: its number, and the digest of what it says. */
export interface Word {
  readonly incarnation: number;
  readonly seq: number;
  readonly digest: string;
}

/** How a side's own word stands beside what the other side holds of it. */
export type Standing =
  | 'SAME'
  /** The other side has not heard the newest word: it may be on its way. */
  | 'BEHIND'
  /** The other side has heard more than was ever said: a backup was put back, or a row was written by hand. */
  | 'AHEAD'
  /** The same number, and not the same words: no message can make that, a hand did. */
  | 'DIFFERS';

/** A link as one side holds it, reduced to what the other side can compare. */
export interface LinkEntry {
  readonly linkId: string;
  readonly host: string;
  readonly isActive: boolean;
  /** The row's own columns say what its copy says. */
  readonly isSound: boolean;
  readonly said: Word;
  readonly heard?: Word;
  /** Digest of the shared data; absent where they are not to be compared: not active on both sides, or of two versions. */
  readonly data?: string;
  /** A message about it has not been answered yet. */
  readonly isPending: boolean;
}

/** A record of another kind, as its sayer or as its hearer holds it. */
export interface RecordEntry {
  readonly kind: string;
  readonly subject: string;
  /** The program whose word it is. */
  readonly sayer: string;
  readonly word: Word;
  readonly isPending: boolean;
}

/** What two copies of a link look like, seen from one side. */
export interface LinkVerdict {
  /** This side's word at the other. */
  readonly ours: Standing;
  /** The other side's word here. */
  readonly theirs: Standing;
  readonly data: 'SAME' | 'DIFFERS';
}

export function standingOf(said: Word | undefined, heard: Word | undefined): Standing {
  if (!said) return heard ? 'AHEAD' : 'SAME';
  if (!heard) return 'BEHIND';
  const ahead = heard.incarnation - said.incarnation || heard.seq - said.seq;
  if (ahead !== 0) return ahead > 0 ? 'AHEAD' : 'BEHIND';
  return heard.digest === said.digest ? 'SAME' : 'DIFFERS';
}

type Numbered = Pick<Word, 'incarnation' | 'seq'>;

/** GATE-3: the word that was given up never arrived: the other side has heard the last one that it took, and none where it took none. */
export function isUnheard({ last }: { readonly last: Numbered | null }, heard: Word | undefined): boolean {
  if (!last || !heard) return !last && !heard;
  return heard.incarnation === last.incarnation && heard.seq === last.seq;
}

/** REC-1: copies are settled by version: only what has the same number on both sides can differ. */
export function compareLinks(mine: LinkEntry | undefined, theirs: LinkEntry | undefined): LinkVerdict {
  const ours = standingOf(mine?.said, theirs?.heard);
  const their = standingOf(theirs?.said, mine?.heard);
  const isSettled = ours === 'SAME' && their === 'SAME';
  const data = isSettled && mine?.data !== theirs?.data ? 'DIFFERS' : 'SAME';
  // A link that one side does not know at all is behind there; the heard half of it says nothing about a restore.
  if (!mine) return { ours: 'SAME', theirs: 'BEHIND', data };
  if (!theirs) return { ours: 'BEHIND', theirs: 'SAME', data };
  return { ours, theirs: their, data };
}

export const agrees = ({ ours, theirs, data }: LinkVerdict): boolean =>
  ours === 'SAME' && theirs === 'SAME' && data === 'SAME';

const ON_ITS_WAY: readonly Standing[] = ['SAME', 'BEHIND'];

/** REC-1: a word that is behind may only be on its way: it is looked at again before anything is said of it. */
export const isInMotion = (verdict: LinkVerdict): boolean =>
  !agrees(verdict) &&
  verdict.data === 'SAME' &&
  ON_ITS_WAY.includes(verdict.ours) &&
  ON_ITS_WAY.includes(verdict.theirs);
