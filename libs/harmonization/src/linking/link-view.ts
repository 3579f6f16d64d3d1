import type { LinkState, ShownRecord } from '../domain/link-history';
import type { LinkHistoryEntry } from './link-history.entity';

export interface TimelineEntry {
  at: Date;
  /** Code of the program whose record changed. */
  side: string;
  /** The role that acted at this program; PEER for what the other program said, SYSTEM for what followed by itself. */
  actor: string;
  /** The login, for staff of this program only. */
  person?: string;
  action: string;
  /** The protocol's own code. */
  reason: string | null;
  /** The pieces of shared data that it changed. */
  fields?: readonly string[];
  /** Why, in the words of who acted here. */
  words?: string;
}

/** What stays the same of a link for all its life. */
export interface LinkTermsView {
  linkId: string;
  flow: string;
  accountNumber: string;
  peerAccountNumber: string;
  applicationId?: string;
}

/** What a reader of a link sees: both sides' words, and what follows from them. */
export interface LinkView extends LinkTermsView {
  host: string;
  phase: string;
  /** The peer's phase as last heard, if it has spoken. */
  peerPhase?: string;
  live: boolean;
  paused: boolean;
  /** Reasons for a pause, by the code of the program that has them. */
  pauses: Record<string, readonly string[]>;
  disputed: boolean;
  delinkPending: boolean;
  epoch: number;
  dataVersion: number;
  peerDataVersion?: number;
  /** IN_SYNC, LAGGING (the client has not taken the newest data yet) or NONE before the link is active. */
  sync: 'NONE' | 'IN_SYNC' | 'LAGGING';
  endReason?: string;
  /** The date at whose end the link stood like this; absent for the present. */
  asOf?: string;
  timeline: TimelineEntry[];
}

/** What someone sees of a link that is disputed ("not my company"): that it is, and nothing of the other company. */
export interface DisputedLinkView {
  linkId: string;
  accountNumber: string;
  phase: string;
  live: boolean;
  paused: true;
  disputed: true;
  epoch: number;
}

interface Programs {
  readonly self: string;
  readonly peer: string;
}

const holds = (records: readonly (ShownRecord | undefined)[], test: (record: ShownRecord) => boolean) =>
  records.some((record) => record !== undefined && test(record));

/** DISP-2: nothing of the other company shows while a dispute stands, nor ever after it was upheld. */
export const isHiddenState = ({ own, peer }: LinkState): boolean =>
  holds([own, peer], ({ pauses, wantEnd }) => pauses.includes('DISPUTED') || wantEnd === 'DISPUTE_UPHELD');

export function linkView(
  terms: LinkTermsView,
  state: LinkState,
  programs: Programs,
): Omit<LinkView, 'timeline'> {
  const { own, peer } = state;
  const both = [own, peer];
  return {
    ...terms,
    host: own.host,
    phase: own.phase,
    peerPhase: peer?.phase,
    live: own.phase !== 'ENDED',
    paused: holds(both, ({ pauses }) => pauses.length > 0),
    pauses: { [programs.self]: own.pauses, [programs.peer]: peer?.pauses ?? [] },
    disputed: holds(both, ({ pauses }) => pauses.includes('DISPUTED')),
    delinkPending: own.phase !== 'ENDED' && holds(both, ({ wantEnd }) => wantEnd !== ''),
    epoch: own.epoch,
    dataVersion: own.dataVersion,
    peerDataVersion: peer?.dataVersion,
    sync: own.epoch === 0 ? 'NONE' : own.dataVersion === peer?.dataVersion ? 'IN_SYNC' : 'LAGGING',
    endReason: own.endReason || undefined,
  };
}

export const disputedView = (terms: LinkTermsView, { own }: LinkState): DisputedLinkView => ({
  linkId: terms.linkId,
  accountNumber: terms.accountNumber,
  phase: own.phase,
  live: own.phase !== 'ENDED',
  paused: true,
  disputed: true,
  epoch: own.epoch,
});

const roleOf = (side: 'OWN' | 'PEER', role: string): string => {
  if (side === 'PEER') return 'PEER';
  return role === 'PEER' ? 'SYSTEM' : role;
};

/** Who did what, when, at which side and why; a person is named to its own program's staff only. */
export const timelineOf = (
  entries: readonly LinkHistoryEntry[],
  programs: Programs,
  namesPeople: boolean,
): TimelineEntry[] =>
  entries.flatMap(({ at, actor, actorRole, reason, changes }) =>
    changes.map(({ side, action, reason: code, fields }) => {
      const isPerson = side === 'OWN' && !/^(peer|system):/.test(actor);
      return {
        at,
        side: side === 'OWN' ? programs.self : programs.peer,
        actor: roleOf(side, actorRole),
        ...(namesPeople && isPerson ? { person: actor } : {}),
        action,
        reason: code ?? null,
        ...(fields ? { fields } : {}),
        ...(isPerson && reason ? { words: reason } : {}),
      };
    }),
  );
