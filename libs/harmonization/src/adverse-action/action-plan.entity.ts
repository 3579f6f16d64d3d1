import { Column, Entity, PrimaryColumn } from 'typeorm';

export interface PlanReport {
  on: string;
  text: string;
}

/** What a member must mend by a date (`YYYY-MM-DD`); open until the program is content or the membership ends. */
@Entity('action_plan')
export class ActionPlan {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'account_number' }) accountNumber: string;
  /** `REPORTED`: the carrier says it is done; `ENDED`: the account went elsewhere before it was. */
  @Column('text') state: 'OPEN' | 'REPORTED' | 'DONE' | 'ENDED';
  @Column('text') text: string;
  @Column('date', { name: 'due_on' }) dueOn: string;
  @Column('date', { name: 'opened_on' }) openedOn: string;
  @Column('text', { name: 'opened_by' }) openedBy: string;
  @Column('jsonb') reports: PlanReport[];
  @Column('date', { name: 'closed_on', nullable: true }) closedOn: string | null;
}

/** What the carrier wrote about a proposed denial; never changed. */
@Entity('carrier_representation')
export class CarrierRepresentation {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'account_number' }) accountNumber: string;
  @Column('text') text: string;
  @Column('text') login: string;
  @Column('timestamptz') at: Date;
}
