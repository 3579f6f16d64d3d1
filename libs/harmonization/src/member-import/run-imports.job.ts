/*
 * What: reads one file of existing members after the other, batch by batch, each in one transaction with the place that was reached.
 * Who queues it: the upload, in its own process; the scheduler, every ten seconds, for what a dead process left behind.
 * Twice is safe: one process holds an import at a time, and a batch commits only while it does; rows done are known again.
 * Gives up: where the file cannot be read any further (FAILED, with the line). When the database is away it goes on later.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Clock, dateIn } from '@platform/clock';
import { ServiceConfig } from '@platform/config';
import { Database } from '@platform/database';
import { AppLogger } from '@platform/logging/app-logger';
import { v4 as uuidv4 } from 'uuid';
import { AuditLog } from '../audit/audit-log';
import type { FieldFinding } from '../domain/application-form';
import { importFinding } from '../domain/member-import/import-findings';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { CsvEnds } from './csv-reader';
import { ImportBatch, type RunningImport } from './import-batch';
import { ClaimLost, Imports, type ImportView } from './imports';
import { readBatches, HeaderRefused } from './read-batches';

const EVERY_MS = 10_000;
/** An upload that has not ended after this long has no sender any more. */
const UPLOAD_HOURS = 2;

@Injectable()
export class RunImports implements OnModuleInit {
  private readonly claim = uuidv4();
  private running: Promise<void> | undefined;

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly imports: Imports,
    private readonly batches: ImportBatch,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly config: ServiceConfig,
    private readonly logger: AppLogger,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'run-imports', everyMs: EVERY_MS, run: () => this.run() });
  }

  /** Starts reading at once, where this process does such work; a failure is met again by the schedule. */
  wake(): void {
    if (!this.config.runsWorkers) return;
    void this.run().catch((err: unknown) =>
      this.logger.pino.warn({ err }, 'an import stopped and will go on'),
    );
  }

  /** Until no import waits. One run at a time in a process; whoever asks meanwhile waits for it, then looks again. */
  async run(): Promise<void> {
    await this.running?.catch(() => undefined);
    this.running ??= this.runAll().finally(() => (this.running = undefined));
    await this.running;
  }

  private async runAll(): Promise<void> {
    await this.imports.dropAbandoned(new Date(this.clock.now().getTime() - UPLOAD_HOURS * 3_600_000));
    for (let id = await this.imports.claim(this.claim); id; id = await this.imports.claim(this.claim)) {
      try {
        await this.runOne(found(await this.imports.find(id)));
      } catch (error) {
        if (!(error instanceof ClaimLost)) throw error;
      }
    }
  }

  private async runOne(view: ImportView): Promise<void> {
    const running = {
      id: view.id,
      claim: this.claim,
      dryRun: view.dryRun,
      by: { actor: view.startedBy, role: 'HQ' },
    };
    try {
      await this.read(running, view);
      await this.end(running);
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      await this.end(running, failure);
    }
  }

  /** The next batch is read while the two before it are written: one waits for its commit, the other keeps the database busy. */
  private async read(running: RunningImport, view: ImportView): Promise<void> {
    const context = {
      settings: this.profile.memberImport,
      lifeCycle: this.profile.lifeCycle,
      today: dateIn(this.profile.timeZone, this.clock.now()),
    };
    const file = {
      pieces: this.imports.pieces(view.id),
      encoding: view.encoding ?? 'utf-8',
      after: view.lineDone,
      dryRun: view.dryRun,
    };
    let [earlier, latest] = [Promise.resolve(), Promise.resolve()];
    try {
      for await (const batch of readBatches(file, context)) {
        await earlier;
        [earlier, latest] = [latest, this.batches.execute(running, batch, latest)];
        // Awaited by the one after it and below; marked as seen so that a failure while the next batch is read ends nothing.
        latest.catch(() => undefined);
      }
    } finally {
      await latest;
    }
  }

  private async end(running: RunningImport, failure?: readonly FieldFinding[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.imports.finish(tx, running.id, running.claim, { at: this.clock.now(), failure });
      const action = failure ? 'import.failed' : 'import.finished';
      await this.audit.append(tx, [
        { by: running.by, action, subjectKind: 'import', subjectId: running.id, after: failure },
      ]);
    });
  }
}

/** What is wrong with the file as a whole; undefined for anything that is not the file's fault. */
function failureOf(error: unknown): FieldFinding[] | undefined {
  if (error instanceof HeaderRefused) return [...error.findings];
  if (error instanceof CsvEnds)
    return [{ ...importFinding('ROW_TOO_LONG'), pointer: `/lines/${error.line + 1}` }];
  return undefined;
}
