import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an officer notes on a case, for colleagues of the same program only. Never altered, never said to the peer. */
@Entity('case_comment')
export class CaseComment {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'case_id' }) caseId: string;
  @Column('timestamptz') at: Date;
  /** Login of the officer. */
  @Column('text') author: string;
  @Column('text', { name: 'author_name' }) authorName: string;
  @Column('text') text: string;
}
