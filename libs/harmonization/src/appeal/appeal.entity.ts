import { Column, Entity, PrimaryColumn } from 'typeorm';

export type AppealState = 'FILED' | 'UPHELD' | 'DENIED' | 'OVERTAKEN';

/** An appeal against one row of the status history. `OVERTAKEN`: the account moved on before a decision. Dates are `YYYY-MM-DD`. */
@Entity('appeal')
export class Appeal {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'account_number' }) accountNumber: string;
  @Column('uuid', { name: 'change_id' }) changeId: string;
  /** The status that is appealed, with its reason. */
  @Column('text') status: string;
  @Column('text', { name: 'reason_code', nullable: true }) reasonCode: string | null;
  @Column('text') state: AppealState;
  @Column('text') text: string;
  @Column('date', { name: 'filed_on' }) filedOn: string;
  @Column('text', { name: 'filed_by' }) filedBy: string;
  /** The last day on which it could be filed. */
  @Column('date', { name: 'file_by' }) fileBy: string;
  @Column('date', { name: 'decide_by' }) decideBy: string;
  @Column('date', { name: 'decided_on', nullable: true }) decidedOn: string | null;
  @Column('text', { nullable: true }) decision: string | null;
}
