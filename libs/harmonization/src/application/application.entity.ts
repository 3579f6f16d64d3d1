import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApplicationForm } from '../domain/application-form';
import type {
  ApplicationScenario,
  ApplicationState,
  CarrierIdentifiers,
  CarrierStanding,
  ProgramDecision,
  VerificationOutcome,
} from '../domain/application-record';
import type { HostDetermination } from '../domain/host-assignment';

/** What the carrier names to show control of its membership at the other program; the code itself is never kept. */
export interface PeerMembership {
  accountNumber: string;
  /** Subject of the `code-check` record that asks the other program. */
  checkId: string;
  outcome: 'ASKED' | 'MATCH' | 'NO_MATCH';
}

/** What this side knows and decides of an application, beyond the form. */
export interface ApplicationProgress {
  entry: string;
  lineOfBusiness: string;
  identifiers: CarrierIdentifiers;
  standing: CarrierStanding;
  /** True for scenario 4: two active memberships are to be linked, nothing is applied for anew. */
  linksActiveMembers?: boolean;
  /** The supplement that a member's program lacked has been added to the member's account. */
  supplementAdded?: boolean;
  proofHere: boolean;
  proofThere: boolean;
  peerMembership?: PeerMembership;
  supersededBy?: string;
  survivingReference?: string;
  determination?: HostDetermination;
  scenario?: ApplicationScenario;
  /** Date since when the designated host's standing holds the application (R8). */
  heldSince?: string;
  /** Officers of both programs have said which program hosts. */
  hostFixedByStaff?: boolean;
  headquarters: VerificationOutcome;
  decision?: ProgramDecision;
  infoRequest?: { text: string; askedAt: string };
  termsDue?: boolean;
  termsSignedAt?: string;
  acknowledgedAt?: string;
  linkId?: string;
  /** A proposal gave way to this link: propose again once it has ended on both sides (C4). */
  blockedBy?: string;
  /** APP-13: put back after a restore; nothing follows from it before its account, its facts and its link are in place. */
  isRecovering?: boolean;
  /** `askedAt` of the other program's request for information that the carrier has answered. */
  infoAnswered?: string;
}

/** One application, as this side holds it: the entry side's own, or the copy of one that was made at the other program. */
@Entity('application')
export class Application {
  @PrimaryColumn('uuid') id: string;
  @Column('text') reference: string;
  @Column('boolean', { name: 'is_entry' }) isEntry: boolean;
  /** Login of the officer of the carrier; only at the entry side. */
  @Column('text', { nullable: true }) applicant: string | null;
  @Column('text') state: ApplicationState;
  @Column('boolean') standalone: boolean;
  @Column('integer') version: number;
  @Column('jsonb') form: Partial<ApplicationForm>;
  @Column('jsonb') progress: ApplicationProgress;
  @Column('text', { name: 'account_number', nullable: true }) accountNumber: string | null;
  @Column('text', { nullable: true }) usdot: string | null;
  @Column('text', { nullable: true }) bn9: string | null;
  @Column('text', { name: 'canadian_carrier_code', nullable: true }) canadianCarrierCode: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'submitted_at', nullable: true }) submittedAt: Date | null;
  @Column('timestamptz', { name: 'state_since' }) stateSince: Date;
}
