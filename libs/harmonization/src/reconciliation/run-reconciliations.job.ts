/*
 * What: asks for a reconciliation once a business date, unless one was signed on it already, whoever began it; carries out those
 * that were asked for; ends those whose process was killed.
 * Who queues it: the scheduler (daily, at another hour on either side; and every 15 seconds for those asked for), and the request
 * itself, in a process that runs workers.
 * Twice is safe: a run is begun by one UPDATE, and the database keeps one under way a side.
 * Gives up: a run that fails says why and is not tried again; the next day, or an officer, asks for another.
 */
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { MESSAGING_OPTIONS, runsWorkers, type MessagingOptions } from '@messaging/messaging-options';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Clock, dateIn } from '@platform/clock';
import { Database } from '@platform/database';
import { Shutdown } from '@platform/shutdown';
import { asSystem } from '../audit/audit-log';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { Reconcile } from './reconcile.use-case';
import { RequestReconciliation } from './request-reconciliation.use-case';
import { Reconciliations } from './reconciliations';

const SWEEP_MS = 15_000;

@Injectable()
export class RunReconciliations implements OnModuleInit {
  private atWork: Promise<void> = Promise.resolve();

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly rows: Reconciliations,
    private readonly request: RequestReconciliation,
    private readonly reconcile: Reconcile,
    private readonly clock: Clock,
    private readonly shutdown: Shutdown,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  onModuleInit(): void {
    const { code, peer, timeZone } = this.profile;
    const hour = code < peer.code ? 3 : 4;
    this.jobs.add({ name: 'reconcile-daily', cron: `0 ${hour} * * *`, timeZone, run: () => this.daily() });
    this.jobs.add({ name: 'run-reconciliations', everyMs: SWEEP_MS, run: () => this.runRequested() });
    if (!runsWorkers(this.options.role)) return;
    this.request.onRequested(() => void this.runRequested());
    this.shutdown.register('workers', () => this.atWork);
  }

  /** At the same time at most one in this process. */
  async runRequested(): Promise<void> {
    this.atWork = this.atWork.then(() => this.runAll()).catch(() => undefined);
    await this.atWork;
  }

  private async runAll(): Promise<void> {
    await this.db.transaction((tx) => this.rows.endLost(tx));
    for (const { id } of await this.rows.requested(this.db.source.manager)) await this.reconcile.execute(id);
  }

  private async daily(): Promise<void> {
    const today = dateIn(this.profile.timeZone, this.clock.now());
    if (await this.rows.isSignedOn(this.db.source.manager, today)) return;
    try {
      await this.db.transaction((tx) => this.request.execute(tx, asSystem('reconcile-daily')));
    } catch (error) {
      // One that an officer asked for is under way: it is the day's.
      if (!(error instanceof RefusedError)) throw error;
    }
    await this.runRequested();
  }
}
