import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountDateName } from '../domain/life-cycle';
import type { SharedData } from '../domain/shared-data';

/** A column that the database computes and nobody writes. */
const DERIVED = { select: false, insert: false, update: false } as const;

export type RecordRole = 'STANDALONE' | 'HOST' | 'CLIENT';

/** One membership of one company. `status` is the newest of its status changes; `version` guards concurrent edits. */
@Entity('account')
export class Account {
  @PrimaryColumn('text', { name: 'account_number' }) accountNumber: string;
  @Column('text', { name: 'line_of_business' }) lineOfBusiness: string;
  @Column('text', { name: 'record_role' }) recordRole: RecordRole;
  @Column('text') status: string;
  @Column('integer') version: number;
  @Column('jsonb') shared: SharedData;
  @Column('text', { nullable: true }) usdot: string | null;
  @Column('text', { nullable: true }) bn9: string | null;
  @Column('text', { name: 'canadian_carrier_code', nullable: true }) canadianCarrierCode: string | null;
  /** A review for cause is under way: the account cannot become a host meanwhile (R8). */
  @Column('boolean', { name: 'for_cause_review' }) forCauseReview: boolean;
  /** SEP-1: its former host has ended its account; read-only until staff here resolve the SEPARATION case. */
  @Column('boolean', { name: 'separation_pending' }) separationPending: boolean;
  @Column('timestamptz', { name: 'opened_at' }) openedAt: Date;
  /** Derived by the database from the shared data; for reconciliations only. */
  @Column('bigint', { name: 'shared_digest', nullable: true, ...DERIVED }) readonly sharedDigest?: string;
}

/** A row of the append-only status history. */
@Entity('account_status_change')
export class AccountStatusChange {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'account_number' }) accountNumber: string;
  @Column('text') status: string;
  @Column('text', { name: 'wire_status' }) wireStatus: string;
  @Column('date', { name: 'effective_on' }) effectiveOn: string;
  @Column('timestamptz') at: Date;
  @Column('text') actor: string;
  @Column('text', { name: 'reason_code', nullable: true }) reasonCode: string | null;
  /** What caused it: `application:<id>`, `validation:<id>`, `officer`, `carrier`, `import`. */
  @Column('text') source: string;
}

/** A row of the append-only history of a date; each date has this program as its only writer. */
@Entity('account_date_change')
export class AccountDateChange {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'account_number' }) accountNumber: string;
  @Column('text') name: AccountDateName;
  @Column('date') value: string;
  @Column('timestamptz') at: Date;
  @Column('text') actor: string;
  @Column('text') source: string;
}

/** Who of the company may act on an account: a login, or whoever proves an e-mail at this program's sign-in. */
@Entity('account_access')
export class AccountAccess {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'account_number' }) accountNumber: string;
  @Column('text', { nullable: true }) login: string | null;
  @Column('text', { nullable: true }) email: string | null;
  @Column('text') role: 'OFFICER' | 'USER';
  @Column('timestamptz', { name: 'given_at' }) givenAt: Date;
}

/** The outcome of this program's own check of an identifier or of the headquarters. */
@Entity('account_verification')
export class AccountVerification {
  @PrimaryColumn('text', { name: 'account_number' }) accountNumber: string;
  @PrimaryColumn('text') subject: string;
  @Column('text') outcome: 'PENDING' | 'VERIFIED' | 'FAILED';
  @Column('date', { name: 'verified_on' }) verifiedOn: string;
  @Column('text', { name: 'verified_by' }) verifiedBy: string;
}
