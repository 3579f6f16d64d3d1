import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LinkChangeSeen, LinkState } from '../domain/link-history';

/** How a link stood after one change, by whom and why. Append-only: it outlives the link, a delink and a relink. */
@Entity('link_history')
export class LinkHistoryEntry {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'link_id' }) linkId: string;
  @Column('timestamptz') at: Date;
  /** Calendar date in the program's own time zone. */
  @Column('date', { name: 'effective_on' }) effectiveOn: string;
  @Column('text') actor: string;
  @Column('text', { name: 'actor_role' }) actorRole: string;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('jsonb') changes: LinkChangeSeen[];
  @Column('jsonb') state: LinkState;
}
