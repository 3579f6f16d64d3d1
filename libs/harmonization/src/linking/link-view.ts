import type { LinkCopy } from '../domain/link/record';
import { isDelinkPending, isDisputed, isLive, isPaused } from '../domain/link/token';

export interface TimelineEntry {
  at: Date;
  side: string;
  actor: string;
  action: string;
  reason: string | null;
}

/** What a reader of a link sees: both sides' words, and what follows from them. */
export interface LinkView {
  linkId: string;
  host: string;
  flow: string;
  phase: string;
  /** The peer's phase as last heard, if it has spoken. */
  peerPhase?: string;
  live: boolean;
  paused: boolean;
  disputed: boolean;
  delinkPending: boolean;
  epoch: number;
  accountNumber: string;
  peerAccountNumber: string;
  applicationId?: string;
  dataVersion: number;
  peerDataVersion?: number;
  /** IN_SYNC, LAGGING (the client has not taken the newest data yet) or NONE before the link is active. */
  sync: 'NONE' | 'IN_SYNC' | 'LAGGING';
  endReason?: string;
  timeline: TimelineEntry[];
}

export function linkView(copy: LinkCopy<unknown>, timeline: TimelineEntry[]): LinkView {
  const { own, mirror } = copy;
  return {
    linkId: own.linkId,
    host: own.host,
    flow: own.flow,
    phase: own.phase,
    peerPhase: mirror?.phase,
    live: isLive(copy),
    paused: isPaused(copy),
    disputed: isDisputed(copy),
    delinkPending: isDelinkPending(copy),
    epoch: own.epoch,
    accountNumber: own.accountNumber,
    peerAccountNumber: own.peerAccountNumber,
    applicationId: own.applicationId || undefined,
    dataVersion: own.dataVersion,
    peerDataVersion: mirror?.dataVersion,
    sync: own.epoch === 0 ? 'NONE' : own.dataVersion === mirror?.dataVersion ? 'IN_SYNC' : 'LAGGING',
    endReason: own.endReason || undefined,
    timeline,
  };
}
