import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Duty, OwedBy } from '../domain/due-dates';

/** What an account owes, or is owed by the program, and until when. */
@Entity('duty')
export class DutyRow {
  @PrimaryColumn('text', { name: 'account_number' }) accountNumber: string;
  @PrimaryColumn('text') duty: Duty;
  /** The validation, plan, review or appeal that it is about; empty where it is about the membership. */
  @PrimaryColumn('text') subject: string;
  @Column('date', { name: 'due_on' }) dueOn: string;
  @Column('text', { name: 'owed_by' }) owedBy: OwedBy;
}

/** A reminder that was told. */
@Entity('duty_reminder')
export class DutyReminder {
  @PrimaryColumn('text', { name: 'account_number' }) accountNumber: string;
  @PrimaryColumn('text') duty: Duty;
  @PrimaryColumn('text') subject: string;
  @PrimaryColumn('date', { name: 'due_on' }) dueOn: string;
  @PrimaryColumn('integer', { name: 'days_ahead' }) daysAhead: number;
  @Column('timestamptz', { name: 'told_at' }) toldAt: Date;
}

/** The days on which an officer of the carrier was here. */
@Entity('carrier_sign_in')
export class CarrierSignIn {
  @PrimaryColumn('text', { name: 'account_number' }) accountNumber: string;
  @PrimaryColumn('text') login: string;
  @PrimaryColumn('date', { name: 'signed_in_on' }) signedInOn: string;
}
