import { Injectable, Logger } from '@nestjs/common';
import { PeerRefused } from '@messaging/peer/peer-client';
import { Database } from '@platform/database';
import { asSystem, AuditLog } from '../audit/audit-log';
import { CompareSides, type ListedDifferences } from './compare-sides';
import { ComparedKinds } from './compared-kinds';
import { DigestPeer, type DigestConversation } from './digest-peer';
import { MOST_LOOKED_AT } from './digest-steps';
import { Reconciliations } from './reconciliations';
import type { Reconciliation } from './reconciliation.entity';
import { ReplicaDigests, type ReplicaTree } from './replica-digests';
import { SettleDrift, type LinkPair, type RecordPair, type Settled } from './settle-drift';
import { Statements } from './statements';

/** Where the time went, in milliseconds. */
class StopWatch {
  readonly laps: Record<string, number> = {};
  private since = Date.now();

  lap(name: string): void {
    this.laps[name] = Date.now() - this.since;
    this.since = Date.now();
  }
}

/** Differences that are kept by name with the result. */
const MOST_KEPT = 500;

/** The other program's signature does not fit the statement. */
class StatementDisputed extends Error {}

/**
 * Compares this side's copies with the other's and settles what differs (M2): digests first, then only the buckets that differ,
 * then only the things in them. Traffic goes on meanwhile; nothing is locked.
 */
@Injectable()
export class Reconcile {
  private readonly log = new Logger(Reconcile.name);

  constructor(
    private readonly db: Database,
    private readonly rows: Reconciliations,
    private readonly digests: ReplicaDigests,
    private readonly compare: CompareSides,
    private readonly drift: SettleDrift,
    private readonly statements: Statements,
    private readonly kinds: ComparedKinds,
    private readonly peer: DigestPeer,
    private readonly audit: AuditLog,
  ) {}

  /** Carries out a run that was asked for, once; a failure is the run's result, never an error of the job. */
  async execute(id: string): Promise<void> {
    if (!(await this.db.transaction((tx) => this.rows.begin(tx, id)))) return;
    try {
      await this.run(id);
    } catch (error) {
      this.log.warn(`Reconciliation ${id} failed: ${(error as Error).stack}`);
      await this.db.transaction(async (tx) => {
        await this.rows.finish(tx, id, { state: 'FAILED', failure: failureOf(error) });
        await this.say(tx, id, 'reconciliation.failed', { failure: failureOf(error) });
      });
    }
  }

  private async run(id: string): Promise<void> {
    const watch = new StopWatch();
    const row = (await this.rows.find(this.db.source.manager, id))!;
    const peer = this.peer.converse();
    const { kinds } = await peer.ask<'open'>({
      step: 'open',
      run: id,
      on: row.onDate,
      kinds: this.kinds.names,
    });
    const tree = await this.digests.tree(kinds);
    watch.lap('digests');
    const found = await this.compare.differences(peer, id, tree, kinds);
    watch.lap('differences');
    const { links, records, inMotion } = await this.compare.persisting(peer, id, found.differing);
    watch.lap('looks');
    const settled = await this.settle(peer, id, links, records);
    watch.lap('repairs');
    const signed = await this.sign(peer, row, tree, found);
    const figures = {
      inMotion,
      isCut: found.isCut,
      bytesExchanged: peer.bytes,
      milliseconds: watch.laps,
    };
    await this.db.transaction(async (tx) => {
      await this.rows.note(tx, id, { ...settled, ...figures, agreed: linksIn(signed.statement) });
      await this.rows.finish(tx, id, { state: 'SIGNED', ...signed });
      await this.say(tx, id, 'reconciliation.signed', { statement: signed.statement });
    });
  }

  /** Each side does what is its own to do. */
  private async settle(
    peer: DigestConversation,
    run: string,
    links: readonly LinkPair[],
    records: readonly RecordPair[],
  ): Promise<Settled> {
    const mine = await this.drift.settle(links, records);
    for (let at = 0; at < Math.max(links.length, records.length); at += MOST_LOOKED_AT) {
      const linksHere = links.slice(at, at + MOST_LOOKED_AT);
      const recordsHere = records.slice(at, at + MOST_LOOKED_AT);
      await peer.ask<'settle'>({
        step: 'settle',
        run,
        links: linksHere.flatMap((pair) => pair.mine ?? []),
        linkIds: linksHere.map(({ linkId }) => linkId),
        records: recordsHere.flatMap((pair) => pair.mine ?? []),
        names: recordsHere.map(({ sayer, kind, subject }) => ({ sayer, kind, subject })),
      });
    }
    return { ...mine, differences: mine.differences.slice(0, MOST_KEPT) };
  }

  /** REC-4: both sign what agreed; the run ends with both signatures in both databases. */
  private async sign(
    peer: DigestConversation,
    { id, onDate }: Reconciliation,
    tree: ReplicaTree,
    { buckets, listed, differing }: ListedDifferences,
  ): Promise<Pick<Reconciliation, 'statement' | 'ownSignature' | 'peerSignature'>> {
    const statement = this.statements.textOf(id, onDate, {
      ...tree,
      buckets,
      listed,
      excluded: new Set(differing),
    });
    const ownSignature = await this.statements.sign(statement);
    const asked = {
      step: 'sign',
      run: id,
      statement,
      signature: ownSignature,
      buckets,
      excluded: differing,
    } as const;
    const { signature: peerSignature } = await peer.ask<'sign'>(asked);
    if (!(await this.statements.isSignedByPeer(statement, peerSignature))) throw new StatementDisputed();
    return { statement, ownSignature, peerSignature };
  }

  private async say(
    tx: Parameters<AuditLog['append']>[0],
    id: string,
    action: string,
    after: object,
  ): Promise<void> {
    const by = asSystem('reconciliation');
    await this.audit.append(tx, [{ by, action, subjectKind: 'reconciliation', subjectId: id, after }]);
  }
}

const linksIn = (statement: string | null): number =>
  (JSON.parse(statement ?? '{}') as { links?: number }).links ?? 0;

/** The peer turned the statement down, or its signature is not its own. */
const CONFLICT = 409;

function failureOf(error: unknown): string {
  if (error instanceof StatementDisputed) return 'STATEMENT_DISPUTED';
  if (error instanceof PeerRefused) return error.status === CONFLICT ? 'STATEMENT_DISPUTED' : 'PEER_REFUSED';
  return 'PEER_UNREACHABLE';
}
