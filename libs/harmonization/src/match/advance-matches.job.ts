/*
 * What: takes a search for common carriers to its next step as soon as the peer's part is here: blind the own values, blind the
 * peer's tokens once more, compare, say who is behind the common ones, and open a case for each pair.
 * Who queues it: what is heard of a run, in this process; the scheduler, every five seconds, in any other.
 * Twice is safe: a step is worked out outside the transaction and written only while the run still stands where it stood.
 * Gives up: a run whose other side says nothing for two days, or sends what no honest side sends.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Clock } from '@platform/clock';
import { ServiceConfig } from '@platform/config';
import { Database } from '@platform/database';
import { AppLogger } from '@platform/logging/app-logger';
import { asSystem, AuditLog } from '../audit/audit-log';
import { TokenInvalid } from './blinding';
import { MatchKind } from './match-kind';
import { MatchRuns, type MatchRun } from './match-runs';
import { MatchSteps, RunBroken } from './match-steps';

const EVERY_MS = 5_000;
const PATIENCE_MS = 2 * 86_400_000;

@Injectable()
export class AdvanceMatches implements OnModuleInit {
  private running: Promise<void> | undefined;
  private isAskedAgain = false;

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly runs: MatchRuns,
    private readonly kind: MatchKind,
    private readonly steps: MatchSteps,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly config: ServiceConfig,
    private readonly logger: AppLogger,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'advance-matches', everyMs: EVERY_MS, run: () => this.run() });
    this.kind.onHeard(() => this.wake());
  }

  wake(): void {
    if (!this.config.runsWorkers) return;
    void this.run().catch((err: unknown) =>
      this.logger.pino.warn({ err }, 'a match run stopped and will go on'),
    );
  }

  /** One at a time in a process; whoever asks meanwhile makes it look once more. */
  async run(): Promise<void> {
    this.isAskedAgain = true;
    this.running ??= this.untilNothingMoves().finally(() => (this.running = undefined));
    await this.running;
  }

  private async untilNothingMoves(): Promise<void> {
    while (this.isAskedAgain) {
      this.isAskedAgain = false;
      const run = await this.db.transaction((tx) => this.runs.live(tx));
      if (run && (await this.advanceOrEnd(run))) this.isAskedAgain = true;
    }
    for (const runId of await this.runs.unforgotten())
      await this.db.transaction((tx) => this.runs.forget(tx, runId));
  }

  private async advanceOrEnd(run: MatchRun): Promise<boolean> {
    if (this.clock.now().getTime() - run.startedAt.getTime() > PATIENCE_MS) return this.end(run, 'EXPIRED');
    try {
      return await this.steps.advance(run);
    } catch (error) {
      if (error instanceof TokenInvalid) return this.end(run, 'TOKEN_INVALID');
      if (error instanceof RunBroken) return this.end(run, error.reason);
      throw error;
    }
  }

  private async end({ runId }: MatchRun, reason: string): Promise<boolean> {
    await this.db.transaction(async (tx) => {
      await this.runs.end(tx, runId, reason);
      await this.audit.append(tx, [
        { by: asSystem('matches'), action: 'match.ended', subjectKind: 'match', subjectId: runId, reason },
      ]);
    });
    return false;
  }
}
