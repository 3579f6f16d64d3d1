import type { ApplicationForm } from './application-form';
import type { HostDetermination } from './host-assignment';
import type { Flow } from './link/record';
import type { FlowName, Scenario } from './scenario';
import type { SharedData } from './shared-data';

export const APPLICATION_STATES = [
  'DRAFT',
  'SUBMITTED',
  'PROOF_NEEDED',
  'PENDING_STAFF',
  'HELD',
  'IN_REVIEW',
  'INFO_REQUESTED',
  'DECIDED',
  'WITHDRAWN',
  'SUPERSEDED',
  'REFUSED',
  'EXPIRED',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** States in which nothing more happens. A draft is neither open nor closed. */
export const CLOSED_APPLICATION_STATES: readonly ApplicationState[] = [
  'DECIDED',
  'WITHDRAWN',
  'SUPERSEDED',
  'REFUSED',
  'EXPIRED',
];

export const isOpenApplication = (state: ApplicationState): boolean =>
  state !== 'DRAFT' && !CLOSED_APPLICATION_STATES.includes(state);

/** By what the other program finds the same carrier (domain §6). `bn9` is the first nine digits of the business number. */
export interface CarrierIdentifiers {
  usdot?: string;
  bn9?: string;
  canadianCarrierCode?: string;
}

/** What one program knows of the carrier that applies, and says to the other under the application's consent. */
export interface CarrierStanding {
  member: boolean;
  /** True where the member's own account is active (a certified or approved one). */
  active: boolean;
  linked: boolean;
  /** The carrier's account here is designated for another border than the one these two programs share (R4). */
  otherBorder?: boolean;
  standing: 'ELIGIBLE' | 'HELD' | 'INELIGIBLE';
  headquartersCountry?: string;
}

export interface ProgramDecision {
  outcome: 'APPROVED' | 'DENIED';
  reasonCode?: string;
  decidedOn: string;
}

/** One of the eight flows (domain §6), and where the system of record stands before the link. */
export interface ApplicationScenario {
  scenario: Scenario;
  flowName: FlowName;
  linkFlow: Flow;
}

export type VerificationOutcome = 'PENDING' | 'VERIFIED' | 'FAILED';

/** What either side says of an application: its whole own record (record kind `application`, subject = application id). */
export interface ApplicationRecord {
  reference: string;
  /** Code of the program at which the carrier applied. */
  entry: string;
  state: ApplicationState;
  identifiers: CarrierIdentifiers;
  lineOfBusiness: string;
  standing: CarrierStanding;
  /** Scenario 4: two active memberships are to be linked. */
  linksActiveMembers?: boolean;
  supersededBy?: string;
  /** Reference of the application that survives: what people call it. */
  survivingReference?: string;
  /** The form as submitted (entry side), once the other program has answered and nothing needs proof. */
  form?: Partial<ApplicationForm>;
  /** A proven member's program says what its account holds, for the program being joined. */
  memberData?: SharedData;
  determination?: HostDetermination;
  /** Fixed with the host, by the entry side: who was a member of what when the host was fixed. */
  scenario?: ApplicationScenario;
  accountNumber?: string;
  headquarters: VerificationOutcome;
  decision?: ProgramDecision;
  infoRequest?: { text: string; askedAt: string };
  /** `askedAt` of the listener's request that the carrier has answered here: an echo, never compared as a time. */
  infoAnswered?: string;
  termsDue?: boolean;
  termsSignedAt?: string;
  acknowledgedAt?: string;
}
