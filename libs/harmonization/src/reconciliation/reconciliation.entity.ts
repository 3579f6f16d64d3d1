import { Column, Entity, PrimaryColumn } from 'typeorm';

export type ReconciliationState = 'REQUESTED' | 'RUNNING' | 'SIGNED' | 'FAILED';

/** One program's signature of the statement: Ed25519 over its text, by the key that the program publishes under this id. */
export interface StatementSignature {
  readonly program: string;
  readonly keyId: string;
  readonly signature: string;
  readonly at: string;
}

/** What a comparison found and did at this side. */
export interface ReconciliationResult {
  /** Links of this side when it was looked at. */
  readonly links?: number;
  /** Links that agreed when they were first looked at. */
  readonly agreed?: number;
  /** Links and records that differed at first and were only on their way. */
  readonly inMotion?: number;
  readonly saidAgain?: number;
  readonly repaired?: number;
  readonly cases?: number;
  /** More differed than one comparison goes into; the next one goes on. */
  readonly isCut?: boolean;
  readonly bytesExchanged?: number;
  /** Of the pass over the rows, the way down to what differs, the looks at it, and the repairs. */
  readonly milliseconds?: Readonly<Record<string, number>>;
  /** What each difference was, at most a few hundred. */
  readonly differences?: readonly DifferenceFound[];
}

export interface DifferenceFound {
  readonly key: string;
  readonly found: string;
  readonly done: string;
}

/** A comparison of both sides' copies; each side keeps its own row under the same id. */
@Entity('reconciliation')
export class Reconciliation {
  @PrimaryColumn('uuid') id: string;
  @Column('text') initiator: string;
  @Column('text', { name: 'requested_by' }) requestedBy: string;
  @Column('text') state: ReconciliationState;
  @Column('date', { name: 'on_date' }) onDate: string;
  @Column('timestamptz', { name: 'requested_at' }) requestedAt: Date;
  @Column('timestamptz', { name: 'started_at', nullable: true }) startedAt: Date | null;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt: Date | null;
  @Column('text', { nullable: true }) failure: string | null;
  @Column('jsonb') result: ReconciliationResult;
  @Column('text', { nullable: true }) statement: string | null;
  @Column('jsonb', { name: 'own_signature', nullable: true }) ownSignature: StatementSignature | null;
  @Column('jsonb', { name: 'peer_signature', nullable: true }) peerSignature: StatementSignature | null;
}

/** This side's digests during one comparison; deleted at its end. */
@Entity('reconciliation_tree')
export class ReconciliationTree {
  @PrimaryColumn('uuid', { name: 'reconciliation_id' }) reconciliationId: string;
  @Column('bytea') leaves: Buffer;
  @Column('bytea') links: Buffer;
  @Column('jsonb') listed: Record<string, [number, string]>;
}
