import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Someone who has signed in at this program. Roles are those of the token; only the language and the ban are kept here alone. */
@Entity('known_login')
export class KnownLogin {
  @PrimaryColumn('text') login: string;
  @Column('text', { nullable: true }) email: string | null;
  @Column('text', { nullable: true }) name: string | null;
  @Column('jsonb') roles: string[];
  @Column('text', { nullable: true }) office: string | null;
  @Column('text', { nullable: true }) language: 'en' | 'fr' | null;
  @Column('timestamptz', { name: 'first_seen_at' }) firstSeenAt: Date;
  @Column('timestamptz', { name: 'last_seen_at' }) lastSeenAt: Date;
  @Column('timestamptz', { name: 'disabled_at', nullable: true }) disabledAt: Date | null;
  @Column('text', { name: 'disabled_by', nullable: true }) disabledBy: string | null;
  @Column('text', { name: 'disabled_reason', nullable: true }) disabledReason: string | null;
}
