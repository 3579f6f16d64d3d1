import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The number under which partners find an account. Issued once, never changed. */
@Entity('svi_number')
export class SviNumber {
  @PrimaryColumn('text', { name: 'account_number' }) accountNumber: string;
  @Column('text') number: string;
  @Column('timestamptz', { name: 'issued_at' }) issuedAt: Date;
}

/** A partner that another one watches. */
@Entity('svi_monitored')
export class SviMonitored {
  @PrimaryColumn('text', { name: 'account_number' }) accountNumber: string;
  @PrimaryColumn('text') number: string;
  @Column('text', { name: 'added_by' }) addedBy: string;
  @Column('timestamptz', { name: 'added_at' }) addedAt: Date;
}

/** How often a login looked partners up in one hour. */
@Entity('svi_use')
export class SviUse {
  @PrimaryColumn('text') login: string;
  @PrimaryColumn('timestamptz') hour: Date;
  @Column('integer') uses: number;
}
