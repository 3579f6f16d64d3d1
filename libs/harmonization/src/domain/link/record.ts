/** A program's code, opaque to the kernel. */
export type ProgramCode = string;

/** Where the system of record stands at the start: it stays at the host, moves to it, or both accounts have one (scenario 4). */
export type Flow = 'KEEP' | 'MOVE' | 'BOTH';

/** Stored phases (protocol §1); paused, disputed and delink pending are shown, never stored. */
export type Phase =
  'PROPOSED' | 'DECISIONS_PENDING' | 'CUTOVER' | 'ACTIVE' | 'TRANSFER_PENDING' | 'RESYNC' | 'ENDED';

export type PauseReason = 'SUSPENDED' | 'CONSENT_WITHDRAWN' | 'ARRANGEMENT_ENDED' | 'DISPUTED';

export type WishToEnd =
  'CHOICE' | 'CONSENT_WITHDRAWN' | 'DISPUTE_UPHELD' | 'PROGRAM_ENDED' | 'ARRANGEMENT_ENDED';

export type EndReason =
  'DELINKED' | 'DENIED' | 'WITHDRAWN' | 'EXPIRED' | 'BUSY' | 'FOLDED' | 'REHOST' | 'HANDOVER_REFUSED';

export type LinkDecision = 'NONE' | 'APPROVE' | 'DENY';

/** What a side holds of a link before anything happens to it; the same on both sides but for the order of the numbers. */
export interface LinkTerms {
  readonly linkId: string;
  readonly proposer: ProgramCode;
  /** The number of the account at the side that says the record; the other one is at its peer. */
  readonly accountNumber: string;
  readonly peerAccountNumber: string;
  readonly applicationId: string;
  readonly flow: Flow;
}

/** One side's whole own record of a link: it has one writer, and the other side mirrors it (protocol §1). Plain JSON. */
export interface LinkRecord extends LinkTerms {
  /** How often the sayer was restored from a backup; orders its records before `seq` does. */
  readonly incarnation: number;
  /** Counts the sayer's changes of this record, from 1. */
  readonly seq: number;
  readonly phase: Phase;
  /** 0 until the link is active at its host, higher at each host change. */
  readonly epoch: number;
  readonly host: ProgramCode;
  /** The epoch at which the peer may take the right to edit; 0 unless it is given away. */
  readonly offered: number;
  readonly decision: LinkDecision;
  /** Sorted; the sayer's own reasons only. */
  readonly pauses: readonly PauseReason[];
  /** The epoch for which a host change is voted, or 0. */
  readonly vote: number;
  /** The highest offer that the sayer refused: that number is burned. */
  readonly refused: number;
  readonly wantEnd: WishToEnd | '';
  readonly endReason: EndReason | '';
  /** With `BUSY`: the link in whose favour; empty means "propose again under a new linkId". */
  readonly blockedBy: string;
  /** What the sayer last heard of the other side. Rides along: a change here alone raises no `seq`. */
  readonly heardIncarnation: number;
  readonly heardSeq: number;
  /** Only while the other side resyncs: its record as last heard before it was restored. */
  readonly heardRecord?: LinkRecord;
  /** Version of the link's shared data that the sayer holds; 0: none yet. */
  readonly dataVersion: number;
}

/** What crosses: a record, the shared data where D1 allows it, and `again` where the peer is asked to say its own. */
export interface LinkMessage<D> {
  readonly record: LinkRecord;
  readonly data?: D;
  readonly again?: true;
}

/** One side's copy of a link. Plain JSON; all but `data` is the link's own row, `data` is the account's. */
export interface LinkCopy<D> {
  readonly self: ProgramCode;
  readonly peer: ProgramCode;
  /** When this side opened its copy (ISO); lease and deadline count from here. */
  readonly openedAt: string;
  readonly own: LinkRecord;
  /** The peer's record as last heard; kept as it was while the peer resyncs (B2). */
  readonly mirror?: LinkRecord;
  /** The local account's present shared data; of no meaning once the link has ended. */
  readonly data: D;
  /** The local account's own values from before it first took the peer's data. */
  readonly archive?: D;
  /** The shared data as the link ended; kept for ever, because the peer may ask again. */
  readonly final?: D;
  /** The own record as the backup had it, while this side resyncs (B1). */
  readonly backup?: LinkRecord;
  /** Commands that wait for the end of the resync, oldest first. */
  readonly waiting?: readonly DeferrableCommand[];
}

export type DeferrableCommand =
  | { readonly kind: 'decide'; readonly decision: 'APPROVE' | 'DENY' }
  | { readonly kind: 'vote' }
  | { readonly kind: 'unvote' }
  | { readonly kind: 'delink'; readonly reason: WishToEnd }
  | { readonly kind: 'pause'; readonly reason: PauseReason }
  | { readonly kind: 'resume'; readonly reason: PauseReason }
  | { readonly kind: 'expire' }
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'rehost' };

/** The record that the mirror keeps: facts only, never what it was heard with. */
export function mirrored(record: LinkRecord): LinkRecord {
  const { heardRecord: _answer, ...facts } = record;
  return facts;
}

const STANDING = [
  'incarnation',
  'phase',
  'epoch',
  'host',
  'offered',
  'decision',
  'vote',
  'refused',
  'wantEnd',
  'endReason',
  'blockedBy',
] as const satisfies readonly (keyof LinkRecord)[];

/** Whether two records of one side say the same but for the data, and for what counts records and hearings. */
export const standsAlike = (one: LinkRecord | undefined, other: LinkRecord | undefined): boolean =>
  one === undefined || other === undefined
    ? one === other
    : STANDING.every((name) => one[name] === other[name]) && one.pauses.join() === other.pauses.join();

/**
 * LNK-3: a word that says nothing but which data its sayer holds now. Where hearing a message brings it about, it goes with the
 * receipt of that message.
 */
export const onlyAcknowledges = (
  { record, data, again }: LinkMessage<unknown>,
  before: LinkRecord | undefined,
): boolean =>
  before !== undefined &&
  data === undefined &&
  !again &&
  record.heardRecord === undefined &&
  record.dataVersion > before.dataVersion &&
  standsAlike(before, record);

/** What a side says it has heard of the other's record. */
export type HeardNumbers = Pick<LinkRecord, 'heardIncarnation' | 'heardSeq'>;

/** LNK-3: a message made before its sender had heard this record: the word in an earlier receipt of it may have been lost. */
export const isNewsTo = (
  { incarnation, seq }: LinkRecord,
  { heardIncarnation, heardSeq }: HeardNumbers,
): boolean => incarnation > heardIncarnation || (incarnation === heardIncarnation && seq > heardSeq);
