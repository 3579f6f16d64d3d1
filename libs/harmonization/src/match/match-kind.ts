import { Injectable } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { Database } from '@platform/database';
import { asPeer, AuditLog } from '../audit/audit-log';
import { Consents } from '../consent/consents';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { Conversations } from '../record-sync/conversations';
import { RecordKind } from '../record-sync/record-kind';
import { RefusedError } from '../refusal/refused.error';
import { isMatchRecord, MATCH_KIND, type RunRecord } from './match-records';
import { MatchRuns } from './match-runs';

/** Blinded tokens of a search for carriers that both programs know; all they show is what both hold. */
@Injectable()
export class MatchKind extends RecordKind {
  readonly kind = MATCH_KIND;
  /** Used once and then forgotten where it was heard, and where it was said. */
  override readonly isMirrored = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly db: Database,
    private readonly runs: MatchRuns,
    private readonly conversations: Conversations,
    private readonly consents: Consents,
    private readonly audit: AuditLog,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super();
  }

  /** Told after the commit that something was heard. */
  onHeard(wake: () => void): void {
    this.wake = wake;
  }

  isWellFormed({ subject, record }: Envelope): boolean {
    return isMatchRecord(subject, record);
  }

  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    const receipts = await this.conversations.hear(tx, messages, async ({ subject, record }) => {
      if ((record as { type: string }).type === 'RUN') await this.heardRun(tx, subject, record as RunRecord);
      else await this.runs.remember(tx, subject.slice(0, subject.indexOf('/')));
    });
    this.db.afterCommit(tx, this.wake);
    return receipts;
  }

  private async heardRun(tx: Tx, runId: string, { isEnded, endReason }: RunRecord): Promise<void> {
    const run = await this.runs.lock(tx, runId);
    const isOver = run?.state === 'DONE' || run?.state === 'ENDED';
    if (isEnded && run && !isOver) await this.runs.end(tx, runId, endReason ?? 'ENDED_THERE');
    if (!isEnded && !run) await this.join(tx, runId);
  }

  /** Of two runs that cross the lower id goes on, on both sides. */
  private async join(tx: Tx, runId: string): Promise<void> {
    const by = asPeer(this.profile.peer.code);
    const refusal = await this.refusalOf(tx, runId);
    const action = refusal ? 'match.turned-away' : 'match.joined';
    if (refusal) await this.runs.turnAway(tx, runId, by.actor, refusal);
    else await this.runs.open(tx, runId, by.actor, false);
    await this.audit.append(tx, [{ by, action, subjectKind: 'match', subjectId: runId, reason: refusal }]);
  }

  private async refusalOf(tx: Tx, runId: string): Promise<string | undefined> {
    if (!(await this.hasArrangement(tx))) return 'ARRANGEMENT_MISSING';
    if (await this.runs.isExhausted(tx)) return 'TOO_OFTEN';
    const live = await this.runs.live(tx);
    if (live && live.runId < runId) return 'BUSY';
    if (live) await this.runs.end(tx, live.runId, 'FOLDED');
    return undefined;
  }

  private async hasArrangement(tx: Tx): Promise<boolean> {
    try {
      await this.consents.requireArrangement(tx);
      return true;
    } catch (error) {
      if (error instanceof RefusedError) return false;
      throw error;
    }
  }
}
