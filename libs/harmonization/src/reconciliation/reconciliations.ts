import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import {
  Reconciliation,
  ReconciliationTree,
  type ReconciliationResult,
  type ReconciliationState,
} from './reconciliation.entity';
import type { ListedEntry, ReplicaTree } from './replica-digests';

/** A run that has not moved on for so long has lost its process. */
const LOST_AFTER_MS = 30 * 60_000;

/** The tables of reconciliations: their only writer. */
@Injectable()
export class Reconciliations {
  constructor(
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Asks for a run of this side's; the database refuses a second one while one is under way. */
  async request(tx: Tx, requestedBy: string): Promise<Reconciliation> {
    return this.insert(tx, { id: uuidv7(), initiator: this.profile.code, requestedBy, state: 'REQUESTED' });
  }

  /** The other side began one; the second time it is the same. */
  async accept(tx: Tx, id: string): Promise<void> {
    if (await this.find(tx, id)) return;
    const { code } = this.profile.peer;
    await this.insert(tx, { id, initiator: code, requestedBy: `peer:${code}`, state: 'RUNNING' });
  }

  private async insert(
    tx: Tx,
    row: Pick<Reconciliation, 'id' | 'initiator' | 'requestedBy' | 'state'>,
  ): Promise<Reconciliation> {
    const now = this.clock.now();
    const made = tx.create(Reconciliation, {
      ...row,
      onDate: dateIn(this.profile.timeZone, now),
      requestedAt: now,
      startedAt: row.state === 'RUNNING' ? now : null,
      ...{ finishedAt: null, failure: null, result: {} },
      ...{ statement: null, ownSignature: null, peerSignature: null },
    });
    await tx.insert(Reconciliation, made);
    return made;
  }

  /** Whether this call began it: of two processes one does. */
  async begin(tx: Tx, id: string): Promise<boolean> {
    const { affected } = await tx.update(
      Reconciliation,
      { id, state: 'REQUESTED' },
      { state: 'RUNNING', startedAt: this.clock.now() },
    );
    return affected === 1;
  }

  async finish(
    tx: Tx,
    id: string,
    end: Partial<Pick<Reconciliation, 'state' | 'failure' | 'statement' | 'ownSignature' | 'peerSignature'>>,
  ): Promise<void> {
    await tx.update(
      Reconciliation,
      { id, state: 'RUNNING' },
      {
        ...end,
        finishedAt: this.clock.now(),
      },
    );
    await tx.delete(ReconciliationTree, { reconciliationId: id });
  }

  /** Adds to what was found and done. */
  async note(tx: Tx, id: string, result: ReconciliationResult): Promise<void> {
    await tx.query('UPDATE reconciliation SET result = result || $2 WHERE id = $1', [
      id,
      JSON.stringify(result),
    ]);
  }

  async find(tx: Tx, id: string): Promise<Reconciliation | null> {
    return tx.findOneBy(Reconciliation, { id });
  }

  async underWay(tx: Tx): Promise<Reconciliation | null> {
    return tx.findOne(Reconciliation, {
      where: (['REQUESTED', 'RUNNING'] as const).map((state) => ({ state, initiator: this.profile.code })),
    });
  }

  async requested(tx: Tx): Promise<Reconciliation[]> {
    return tx.findBy(Reconciliation, { state: 'REQUESTED', initiator: this.profile.code });
  }

  /** Whether one was signed on this business date, whoever began it. */
  async isSignedOn(tx: Tx, onDate: string): Promise<boolean> {
    return tx.existsBy(Reconciliation, { state: 'SIGNED', onDate });
  }

  /** Newest first; `before` is the id of the last one seen. */
  async page(tx: Tx, limit: number, before?: string, state?: ReconciliationState): Promise<Reconciliation[]> {
    return tx.query(PAGE, [before ?? null, state ?? null, limit]).then((rows: Reconciliation[]) => rows);
  }

  /** What a process left behind when it was killed. */
  async endLost(tx: Tx): Promise<void> {
    const before = new Date(this.clock.now().getTime() - LOST_AFTER_MS);
    const rows: { id: string }[] = await tx.query(LOST, [before]);
    for (const { id } of rows) await this.finish(tx, id, { state: 'FAILED', failure: 'INTERRUPTED' });
  }

  async keepTree(tx: Tx, id: string, { leaves, links }: ReplicaTree): Promise<void> {
    await tx.upsert(ReconciliationTree, { reconciliationId: id, leaves, links, listed: {} }, [
      'reconciliationId',
    ]);
  }

  async tree(tx: Tx, id: string): Promise<ReconciliationTree | null> {
    return tx.findOneBy(ReconciliationTree, { reconciliationId: id });
  }

  /** What was told of single buckets is what the statement will be about. */
  async keepListed(tx: Tx, id: string, entries: readonly ListedEntry[]): Promise<void> {
    const listed = Object.fromEntries(entries.map(({ key, bucket, digest }) => [key, [bucket, digest]]));
    await tx.query('UPDATE reconciliation_tree SET listed = listed || $2 WHERE reconciliation_id = $1', [
      id,
      JSON.stringify(listed),
    ]);
  }
}

const LOST = `SELECT id FROM reconciliation WHERE state = 'RUNNING' AND started_at < $1`;
const PAGE = `
  SELECT id, initiator, requested_by AS "requestedBy", state, on_date::text AS "onDate", requested_at AS "requestedAt",
    started_at AS "startedAt", finished_at AS "finishedAt", failure, result - 'differences' AS result, statement,
    own_signature AS "ownSignature", peer_signature AS "peerSignature"
  FROM reconciliation WHERE ($1::uuid IS NULL OR id < $1) AND ($2::text IS NULL OR state = $2) ORDER BY id DESC LIMIT $3`;
