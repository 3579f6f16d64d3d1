import type { Event } from './protocol';
import type { SideName, State } from './state';

/** Something that people, a program or a clock may do at one side; it costs one of the world's commands. */
export interface Command {
  readonly label: string;
  readonly side: SideName;
  readonly linkId: string;
  readonly headquarters?: 'VERIFIED' | 'FAILED';
  /** Undefined where it makes no sense to try. */
  event(state: State): Event | undefined;
}

/** A bounded world: where it starts, what may be done in it, and how often. */
export interface World {
  readonly name: string;
  readonly start: State;
  readonly commands: readonly Command[];
  /** At most so many commands on any path. */
  readonly budget: number;
  /** The side of which one backup is taken at any moment, and put back at any later one. */
  readonly restores?: SideName;
  /** Links of which exactly one must survive if all are proposed and nobody ends one (I4c). */
  readonly crossing?: readonly string[];
  /** Letters that are older than what was heard are dropped as without effect; mutants keep them. */
  readonly keepsDeadLetters?: boolean;
}

/** Records of the newest so many numbers, per link and side, stay deliverable; older ones are lost. */
export const KEPT_RECORDS = 3;
