import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OwnershipState } from '../domain/ownership';

/** A newcomer's request for an account whose people are gone. */
@Entity('ownership_request')
export class OwnershipRequest {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'account_number' }) accountNumber: string;
  @Column('text') login: string;
  @Column('text', { nullable: true }) name: string | null;
  @Column('text', { nullable: true }) email: string | null;
  @Column('text') reason: string;
  @Column('text') state: OwnershipState;
  @Column('timestamptz', { name: 'requested_at' }) requestedAt: Date;
  @Column('timestamptz', { name: 'moves_at', nullable: true }) movesAt: Date | null;
  @Column('text', { name: 'objected_by', nullable: true }) objectedBy: string | null;
  @Column('text', { nullable: true }) objection: string | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt: Date | null;
}
