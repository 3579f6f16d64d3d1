import type { Bilingual } from '../bilingual';
import type { IsoDate } from '../calendar';
import type { ProgramCountry } from '../program-pair';
import type { RefusalCode } from '../refusal';

/** What one program knows of the carrier. */
export interface HostProgramFacts extends ProgramCountry {
  /** The carrier's account here has a live link. */
  readonly linked: boolean;
  /** Country of the headquarters on the carrier's account here, where it has one. */
  readonly headquartersCountry?: string;
  /** Outcome of this program's check of the headquarters. */
  readonly headquarters: 'PENDING' | 'VERIFIED' | 'FAILED';
  /** HELD: suspended or under for-cause review. INELIGIBLE: refused or removed, nothing to host. */
  readonly standing: 'ELIGIBLE' | 'HELD' | 'INELIGIBLE';
  /** The carrier's account here is designated for another border than the one these two programs share. */
  readonly otherBorder?: boolean;
}

/** The headquarters that the application names (or, without a form, the account in which it was made). */
export interface HeadquartersFacts {
  readonly country: string;
  readonly isPostBox: boolean;
}

/** Everything that decides the host, from both programs. The applicant's wish is here only to be written down (R9). */
export interface HostFacts {
  readonly programs: readonly [HostProgramFacts, HostProgramFacts];
  readonly lineOfBusiness: string;
  readonly isHarmonizable: boolean;
  readonly headquarters?: HeadquartersFacts;
  readonly secondHeadOffice: boolean;
  readonly mergerOrRelocationWithin12Months: boolean;
  /** The carrier's reason for objecting to the host, in its own words. */
  readonly hostObjection?: string;
  readonly today: IsoDate;
  /** Since when this application is held (R8), if it is. */
  readonly heldSince?: IsoDate;
}

export type HostRuleId =
  | 'HOST-R0'
  | 'HOST-R1'
  | 'HOST-R2'
  | 'HOST-R3'
  | 'HOST-R4'
  | 'HOST-R5'
  | 'HOST-R6'
  | 'HOST-R7'
  | 'HOST-R8'
  | 'HOST-R9';

/** A rule whose condition holds: `decided` where the result is its own, otherwise it is told for the record. */
export interface SpokenRule {
  readonly id: HostRuleId;
  readonly decided: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly text: Bilingual;
}

/** What the rules say of the host. Plain JSON: stored, and said to the other program. */
export interface HostDetermination {
  readonly result: 'HOST' | 'STAFF' | 'HELD' | 'REFUSED';
  /** Code of the host program, only with the result HOST. */
  readonly host?: string;
  /** The program that R5 or R6 names, also where a gate then stops it. */
  readonly designated?: string;
  /** R7: the program at which a standalone application is offered instead. */
  readonly standaloneOffered?: string;
  /** R0: why nothing is created, the first reason. */
  readonly refusal?: RefusalCode;
  /** R9: the carrier objects; the result stands and a case is opened. */
  readonly objected: boolean;
  /** Every rule that spoke, in the order of their numbers. */
  readonly rules: readonly SpokenRule[];
}
