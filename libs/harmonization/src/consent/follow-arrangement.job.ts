/*
 * What: pauses every link once no arrangement between the programs is in force, and resumes them once one is again (S1).
 * Who queues it: the scheduler, every ten minutes, and whoever changes an arrangement calls `run`. Twice is safe: a link that
 * follows already is not found again.
 * Gives up: never; a link that could not be reached is found again at the next run.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Clock, dateIn } from '@platform/clock';
import { Database } from '@platform/database';
import { asSystem } from '../audit/audit-log';
import type { ProgramProfile } from '../domain/program-profile';
import { LinkLedger } from '../linking/link-ledger';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';

const TEN_MINUTES = 600_000;
const BATCH = 500;

// A resyncing link hears of it when it has recovered: its commands wait, and it would be found for ever.
const OUT_OF_STEP = `
  SELECT link_id AS "linkId" FROM link
  WHERE live AND phase <> 'RESYNC' AND link_id > $3 AND (copy->'own'->'pauses' @> '["ARRANGEMENT_ENDED"]') =
    EXISTS (SELECT 1 FROM arrangement WHERE peer = $1 AND effective_from <= $2 AND (effective_to IS NULL OR effective_to >= $2))
  ORDER BY link_id LIMIT ${BATCH}`;

const NO_LINK = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class FollowArrangement implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly ledger: LinkLedger,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'follow-arrangement', everyMs: TEN_MINUTES, run: () => this.run() });
  }

  /** Brings every link into step with the arrangement of today; call it after the change is committed. */
  async run(): Promise<void> {
    const today = dateIn(this.profile.timeZone, this.clock.now());
    let after = NO_LINK;
    for (;;) {
      const values = [this.profile.peer.code, today, after];
      const found = await this.db.query<{ linkId: string }>(OUT_OF_STEP, values);
      for (const { linkId } of found) await this.bringIntoStep(linkId);
      if (found.length < BATCH) return;
      after = found.at(-1)?.linkId ?? after;
    }
  }

  private async bringIntoStep(linkId: string): Promise<void> {
    try {
      const by = asSystem('follow-arrangement');
      await this.db.transaction((tx) => this.ledger.reconsider(tx, linkId, by));
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
    }
  }
}
