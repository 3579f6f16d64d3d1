import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A company with one account or more at this program. */
@Entity('trade_account')
export class TradeAccount {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'company_key', nullable: true }) companyKey: string | null;
  @Column('timestamptz', { name: 'opened_at' }) openedAt: Date;
}

/** An account of a company. */
@Entity('trade_account_member')
export class TradeAccountMember {
  @PrimaryColumn('text', { name: 'account_number' }) accountNumber: string;
  @Column('uuid', { name: 'trade_account_id' }) tradeAccountId: string;
  @Column('timestamptz', { name: 'joined_at' }) joinedAt: Date;
}
