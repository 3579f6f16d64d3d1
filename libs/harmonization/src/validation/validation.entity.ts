import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ValidationKind, ValidationState } from '../domain/validation';

/** Facts of a validation that the program which does it writes; dates are `YYYY-MM-DD`. */
export interface ValidationFacts {
  plannedOn: string;
  noticeOn?: string;
  visitOn?: string;
  visitEndsOn?: string;
  /** The carrier has agreed to a visit sooner than 30 days after the notice. */
  waivedOn?: string;
  reportOn?: string;
  summary?: string;
  findings?: Finding[];
  requiredActions?: string[];
  /** Until when the carrier answers the required actions. */
  responseDueOn?: string;
  responses?: { on: string; text: string }[];
  /** What the officer made of each response. */
  answers?: { on: string; accepted: boolean; text: string }[];
  /** Why a validation for cause was ordered; a code of the program's list. */
  causeCode?: string;
  cancelReason?: string;
  outcomeOn?: string;
  validUntil?: string;
}

export interface Finding {
  text: string;
  /** The criterion of the security profile that it is about, such as `4.2`. */
  criterion?: string;
}

/** The client's own question to the carrier about the host's validation, and what the carrier wrote there. */
export interface ClientResponse {
  askedOn: string;
  question: string;
  responses: { on: string; text: string }[];
}

export interface ValidationRecognition {
  outcome: 'RECOGNIZED' | 'DECLINED';
  reasonCode?: string;
  on: string;
}

/** One validation of an account, done here or by the other program; `recognition` is that of the side that did not do it. */
@Entity('validation')
export class Validation {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'account_number' }) accountNumber: string;
  @Column('uuid', { name: 'application_id', nullable: true }) applicationId: string | null;
  @Column('boolean', { name: 'performed_here' }) performedHere: boolean;
  @Column('text') kind: ValidationKind;
  @Column('text') state: ValidationState;
  @Column('jsonb') facts: ValidationFacts;
  @Column('jsonb', { nullable: true }) recognition: ValidationRecognition | null;
  @Column('uuid', { name: 'link_id', nullable: true }) linkId: string | null;
  /** Written where the validation was not done; read-only at the host. */
  @Column('jsonb', { name: 'client_response', nullable: true }) clientResponse: ClientResponse | null;
  /** A pause of the link holds back what this side would say. */
  @Column('boolean') withheld: boolean;
  @Column('integer') version: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}
