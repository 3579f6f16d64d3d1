import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { Idempotency } from '@platform/idempotency/idempotency';
import type { GivenAnswer } from '@platform/idempotency/idempotent-request';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log';
import { Consents } from '../consent/consents';
import { RefusedError } from '../refusal/refused.error';
import { AdvanceMatches } from './advance-matches.job';
import { MatchRuns } from './match-runs';

/** Headquarters starts a search for carriers that both programs know. Refuses: ARRANGEMENT_MISSING, MATCH_RUN_OPEN, MATCH_RUNS_EXHAUSTED. */
@Injectable()
export class StartMatchRun {
  constructor(
    private readonly db: Database,
    private readonly runs: MatchRuns,
    private readonly consents: Consents,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditLog,
    private readonly job: AdvanceMatches,
  ) {}

  async execute(caller: Caller, key: string): Promise<GivenAnswer<{ runId: string }>> {
    const request = { caller: caller.subject, route: 'POST /v1/staff/matches/runs', key, body: {} };
    const answer = await this.db.transaction((tx) =>
      this.idempotency.once(tx, request, async () => {
        await this.consents.requireArrangement(tx);
        const live = await this.runs.live(tx);
        if (live) throw new RefusedError({ code: 'MATCH_RUN_OPEN', facts: { runId: live.runId } });
        if (await this.runs.isExhausted(tx)) throw new RefusedError({ code: 'MATCH_RUNS_EXHAUSTED' });
        const runId = uuidv7();
        await this.runs.open(tx, runId, caller.subject, true);
        const by = { actor: caller.subject, role: 'HQ' };
        await this.audit.append(tx, [
          { by, action: 'match.started', subjectKind: 'match', subjectId: runId },
        ]);
        return { status: 202, body: { runId }, location: `/v1/staff/matches/runs/${runId}` };
      }),
    );
    this.job.wake();
    return answer;
  }
}
