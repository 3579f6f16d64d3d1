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
  requiredActions?: string[];
  responses?: { on: string; text: string }[];
  outcomeOn?: string;
  validUntil?: string;
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
  @Column('integer') version: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}
