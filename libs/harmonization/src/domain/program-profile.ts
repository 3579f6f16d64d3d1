import type { ApplicationForm, FieldFinding, SupplementName } from './application-form';
import type { AppealTerms } from './appeal';
import type { Bilingual } from './bilingual';
import type { IsoDate } from './calendar';
import type { DutyTerms } from './due-dates';
import type { LifeCycle } from './life-cycle';
import type { GroupedBy } from './trade-account';
import type { MailLanguage } from './mail-text';
import type { ReasonCode } from './reason-codes';
import type { ImportSettings } from './member-import/import-settings';

export type { Bilingual } from './bilingual';

/** One eligibility rule that spoke: met or not, with the program's own rule id (e.g. `CTPAT-E3`) and why. */
export interface EligibilityFinding {
  readonly rule: string;
  readonly met: boolean;
  readonly text: Bilingual;
}

/**
 * Everything that makes one program not the other, as data and pure functions. The kernel is built from one profile and
 * never reads `code` to decide anything: a program code is opaque to it.
 */
export interface ProgramProfile {
  readonly code: string;
  readonly name: Bilingual;
  /** How the program's pages look and speak: the look of its country's public services, and its first language. */
  readonly face: {
    readonly look: 'uswds' | 'gcds';
    readonly language: 'en' | 'fr';
    readonly shortName: string;
  };
  /** ISO 3166-1 alpha-2: a company with headquarters here is hosted by this program. */
  readonly country: string;
  readonly peer: { readonly code: string; readonly name: Bilingual; readonly country: string };
  /** The languages in which the program writes to someone who has chosen none. */
  readonly mailLanguages: readonly MailLanguage[];
  /** Days in which the people of an account may object before it moves to a newcomer. */
  readonly ownershipObjectionDays: number;
  /** Where the program's business dates fall, IANA name. */
  readonly timeZone: string;
  readonly accountNumber: { readonly prefix: string; readonly digits: number };
  /** Application references read `<prefix>-<year>-<six digits>`. */
  readonly applicationReferencePrefix: string;
  readonly ownSupplement: SupplementName;
  readonly peerSupplement: SupplementName;
  /** Lines of business that may be harmonized, with the date from which. */
  readonly harmonizableLines: readonly { readonly line: string; readonly from: string }[];
  /** The program's own word for each harmonizable line of business, as its accounts carry it. */
  readonly accountLines: Readonly<Record<string, string>>;
  /** Carrier lines of this program that are designated for another border (R4). */
  readonly otherBorderLines: readonly string[];
  /** How a member shows others that it is one: partners look its status up, or it has a letter. */
  readonly statusProof: 'STATUS_VERIFICATION' | 'LETTER';
  /** Further lines of business that accounts of this program may have; they are not harmonized. */
  readonly otherLines: readonly string[];
  /** By what accounts of one company are known to belong together. */
  readonly accountsGroupedBy: GroupedBy;
  readonly lifeCycle: LifeCycle;
  /** Its statuses in words, as they stand within a sentence. */
  readonly statusNames: Readonly<Record<string, Bilingual>>;
  /** The closed list of reasons that a change of status may have; the carrier reads the label. */
  readonly reasonCodes: readonly ReasonCode[];
  readonly appeals: AppealTerms;
  readonly duties: DutyTerms;
  /** The country's public holidays of a year, as offices keep them. */
  readonly holidaysOf: (year: number) => readonly IsoDate[];
  /** How the program's existing members are brought in. */
  readonly memberImport: ImportSettings;
  /** True where a site visit (or a recognized one) comes before the program's decision. */
  readonly validationPrecedesDecision: boolean;
  /** What the program asks of its own supplement beyond `checkForm`, which knows the formats of both; every wrong field at once. */
  checkSupplement(form: ApplicationForm): FieldFinding[];
  /** The program's own eligibility rules, all of them, whether met or not. */
  assessEligibility(form: ApplicationForm): EligibilityFinding[];
}
