import { Readable } from 'node:stream';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { PeerClient } from '@messaging/peer/peer-client';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { ServiceConfig } from '@platform/config';
import { Database, type Tx } from '@platform/database';
import { Shutdown } from '@platform/shutdown';
import { AuditLog, asSystem } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { DOCUMENT_TYPES, fetchAgainAfter } from '../domain/document';
import { RefusedError } from '../refusal/refused.error';
import { inspectContent } from './content-inspection';
import { Document } from './document.entity';
import { DocumentBlobs } from './document-blobs';
import { DocumentIntake } from './document-intake';
import { Documents } from './documents';
import { MissingDocuments } from './missing-documents';
import { staged, type StagedFile } from './staged-file';

const EVERY_MS = 15_000;
/** One at a time: a document may be large, and nobody waits for it. */
const AT_ONCE = 1;
/** How long a claim holds after its process died; longer than a request may take. */
const LEASE_MS = 2 * 60_000;

const CLAIM = `
  UPDATE document SET tries = tries + 1, next_try_at = $2
  WHERE id IN (SELECT id FROM document WHERE copy = 'AWAITED' AND state = 'PRESENT' AND next_try_at <= $1
    ORDER BY next_try_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
  RETURNING id`;

/** The bytes that came are not those that the host's record names. */
class WrongContent extends Error {}

/**
 * Fetches the bytes of documents that the host has said: queued by the row itself, woken when one is taken and every 15 s. Twice is
 * safe: bytes lie under their hash. It never gives up while the document is shared; bytes of another hash, and content that this
 * service would not take from a carrier, are refused, the document is parked and staff get a case.
 */
@Injectable()
export class FetchDocuments implements OnModuleInit {
  private readonly log = new Logger(FetchDocuments.name);
  private running: Promise<void> | undefined;
  private again = false;
  private closed = false;

  constructor(
    private readonly db: Database,
    private readonly jobs: ScheduledJobs,
    private readonly peer: PeerClient,
    private readonly documents: Documents,
    private readonly blobs: DocumentBlobs,
    private readonly intake: DocumentIntake,
    private readonly missing: MissingDocuments,
    private readonly cases: Cases,
    private readonly audit: AuditLog,
    private readonly config: ServiceConfig,
    private readonly shutdown: Shutdown,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'fetch-documents', everyMs: EVERY_MS, run: () => this.run() });
    this.shutdown.register('workers', async () => {
      this.closed = true;
      await this.running;
    });
  }

  /** Starts fetching in this process, if it runs jobs; what it misses the schedule finds. */
  wake(): void {
    if (this.config.runsWorkers && !this.closed)
      void this.run().catch((error: unknown) => this.log.warn(`Documents wait: ${String(error)}`));
  }

  async run(): Promise<void> {
    this.again = true;
    this.running ??= this.fetchAll().finally(() => (this.running = undefined));
    return this.running;
  }

  private async fetchAll(): Promise<void> {
    while (this.again && !this.closed) {
      this.again = false;
      for (let id = await this.claim(); id && !this.closed; id = await this.claim()) await this.fetch(id);
    }
  }

  private async claim(): Promise<string | undefined> {
    const now = Date.now();
    const answer = await this.db.query(CLAIM, [new Date(now), new Date(now + LEASE_MS)]);
    return (answer as unknown as [{ id: string }[], number])[0][0]?.id;
  }

  private async fetch(id: string): Promise<void> {
    const row = await this.documents.find(this.db.source.manager, id);
    if (!row) return;
    try {
      const file = await this.bytesOf(row);
      try {
        await this.check(file, row);
        await this.blobs.keep(row.sha256, file.path);
      } finally {
        await file.discard();
      }
      await this.settle(row, 'HELD');
    } catch (error) {
      if (error instanceof WrongContent) await this.settle(row, 'PARKED', error.message);
      else await this.postpone(row, error);
    }
  }

  private async bytesOf(row: Document): Promise<StagedFile> {
    return (await this.bytesHere(row)) ?? this.bytesOfPeer(row);
  }

  /** A restore, or a document that is shared again: what lies here need not be asked for. */
  private async bytesHere({ sha256 }: Document): Promise<StagedFile | undefined> {
    const content = await this.blobs.read(sha256);
    if (!content) return undefined;
    const file = await staged(content, this.config.documentMaxBytes);
    if (file.sha256 === sha256) return file;
    await file.discard();
    return undefined;
  }

  private async bytesOfPeer({ sha256, bytes }: Document): Promise<StagedFile> {
    const { body } = await this.peer.call('GET', `/peer/v1/documents/${sha256}`);
    if (body.length !== bytes) throw new WrongContent('LENGTH');
    return staged(Readable.from([body]), this.config.documentMaxBytes);
  }

  /** What the host let in is looked at again: each program answers for what its officers open. */
  private async check(file: StagedFile, row: Document): Promise<void> {
    if (file.sha256 !== row.sha256) throw new WrongContent('SHA256');
    if (!this.intake.accepts(row.mediaType, row.bytes)) throw new WrongContent('TYPE_OR_SIZE');
    try {
      await inspectContent(file.path, DOCUMENT_TYPES[row.mediaType] ?? { extensions: [] });
    } catch (error) {
      throw error instanceof RefusedError ? new WrongContent(error.refusal.code) : error;
    }
  }

  /** Only if the row still asks for these bytes: the host may have said another thing meanwhile. */
  private async settle(fetched: Document, copy: 'HELD' | 'PARKED', reason?: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const row = await this.documents.lock(tx, fetched.id);
      if (row?.copy !== 'AWAITED' || row.sha256 !== fetched.sha256) return;
      await this.documents.store(tx, row, { copy, nextTryAt: null });
      const by = asSystem('fetch-documents');
      const action = copy === 'HELD' ? 'document.fetched' : 'document.parked';
      const subject = { subjectKind: 'document' as const, subjectId: row.id };
      await this.audit.append(tx, [{ by, action, ...subject, reason, after: { sha256: row.sha256 } }]);
      if (copy === 'PARKED') await this.openCase(tx, row, reason);
      else await this.missing.found(tx, row);
    });
  }

  private async openCase(tx: Tx, row: Document, reason?: string): Promise<void> {
    const facts = {
      documentId: row.id,
      name: row.name,
      sha256: row.sha256,
      accountNumber: row.accountNumber,
      reason,
    };
    await this.cases.open(
      tx,
      { kind: 'SYNC_DRIFT', subjectKind: 'link', subjectId: row.linkId ?? row.accountNumber, facts },
      asSystem('fetch-documents'),
    );
  }

  private async postpone(row: Document, error: unknown): Promise<void> {
    this.log.debug(`Document ${row.id} waits: ${String(error)}`);
    const next = new Date(Date.now() + fetchAgainAfter(row.tries));
    await this.db.query(`UPDATE document SET next_try_at = $2 WHERE id = $1 AND copy = 'AWAITED'`, [
      row.id,
      next,
    ]);
    await this.missing.report(row, error);
  }
}
