/*
 * What: ends links whose consent to share was withdrawn 30 days ago and not given again (CONS-5).
 * Who queues it: the scheduler, every hour. Twice is safe: a link that is to end, or has ended, is not found again.
 * Gives up: never; a link that could not be ended is found again at the next run.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Clock, dateIn } from '@platform/clock';
import { Database } from '@platform/database';
import { Accounts } from '../account/accounts';
import { asSystem } from '../audit/audit-log';
import { SHARE_SCOPE } from '../domain/consent';
import { isDueToEnd } from '../domain/consent-withdrawal';
import type { ProgramProfile } from '../domain/program-profile';
import { LinkLedger } from '../linking/link-ledger';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { Consents } from './consents';

const HOURLY = 3_600_000;
const BATCH = 500;

const UNCONSENTED = `
  SELECT link_id AS "linkId", local_account_number AS "accountNumber" FROM link
  WHERE live AND copy->'own'->'pauses' @> '["CONSENT_WITHDRAWN"]' AND copy->'own'->>'wantEnd' = '' AND link_id > $1
  ORDER BY link_id LIMIT ${BATCH}`;

const NO_LINK = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class EndUnconsentedLinks implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly consents: Consents,
    private readonly ledger: LinkLedger,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'end-unconsented-links', everyMs: HOURLY, run: () => this.run() });
  }

  async run(): Promise<void> {
    let after = NO_LINK;
    for (;;) {
      const found = await this.db.query<{ linkId: string; accountNumber: string }>(UNCONSENTED, [after]);
      for (const { linkId, accountNumber } of found) await this.endIfDue(linkId, accountNumber);
      if (found.length < BATCH) return;
      after = found.at(-1)?.linkId ?? after;
    }
  }

  /** Looks again under the account's lock: the consent may have been given again meanwhile. */
  private async endIfDue(linkId: string, accountNumber: string): Promise<void> {
    try {
      await this.db.transaction(async (tx) => {
        await this.accounts.lock(tx, accountNumber);
        const since = await this.consents.withdrawnSince(tx, accountNumber, SHARE_SCOPE);
        if (!since || !isDueToEnd(this.dateOf(since), this.dateOf(this.clock.now()))) return;
        const by = asSystem('end-unconsented-links');
        await this.ledger.command(tx, linkId, { kind: 'delink', reason: 'CONSENT_WITHDRAWN' }, by);
      });
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
    }
  }

  private dateOf(instant: Date): string {
    return dateIn(this.profile.timeZone, instant);
  }
}
