import type { Figure } from './figure';
import type { Say } from './place/place';

export interface BenchSettings {
  /** Progress, for people. */
  readonly say: Say;
  /** Folder for CPU profiles of the services, or undefined. */
  readonly profile: string | undefined;
}

/** One section of the goals, measured. */
export type Bench = (settings: BenchSettings) => Promise<Figure[]>;
