import type { AccountDateName } from '../life-cycle';
import type { IsoDate } from '../calendar';
import type { SharedData } from '../shared-data';

export type ImportedDates = Partial<Record<AccountDateName, IsoDate>>;

/** One existing member as its row says it. */
export interface ImportedMember {
  readonly accountNumber: string;
  readonly lineOfBusiness: string;
  readonly status: string;
  readonly statusSince?: IsoDate;
  readonly statusReason?: string;
  readonly shared: SharedData;
  readonly dates: ImportedDates;
  /** Columns whose values an application would ask for and this old record lacks. */
  readonly missing: readonly string[];
}
