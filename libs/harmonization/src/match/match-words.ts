import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { Conversations } from '../record-sync/conversations';
import { MATCH_KIND, PORTION, subjectOf, type RunRecord, type Stage } from './match-records';

/** What both sides say of a run: how it stands, and what each stage brings, in portions. */
@Injectable()
export class MatchWords {
  constructor(private readonly conversations: Conversations) {}

  /** How the run stands on this side. */
  async say(tx: Tx, runId: string, record: Omit<RunRecord, 'type'>): Promise<void> {
    await this.conversations.say(tx, MATCH_KIND, runId, { type: 'RUN', ...record });
  }

  /** Says a whole stage in portions, and then that it has been said. */
  async sayStage<T>(
    tx: Tx,
    { runId, stage }: { runId: string; stage: Stage },
    items: readonly T[],
    recordOf: (portion: T[]) => object,
  ): Promise<void> {
    const count = Math.ceil(items.length / PORTION);
    const said = Array.from({ length: count }, (_, n) => ({
      subject: subjectOf(runId, stage, n),
      record: { type: stage, ...recordOf(items.slice(n * PORTION, (n + 1) * PORTION)) },
    }));
    await this.conversations.sayAll(tx, MATCH_KIND, said);
    const before = await this.conversations.said<RunRecord>(tx, MATCH_KIND, runId);
    await this.say(tx, runId, { isEnded: false, portions: { ...before?.portions, [stage]: count } });
  }

  /** All that the peer has said of a stage, once it is all here. */
  async heardStage<R>(tx: Tx, runId: string, stage: Stage): Promise<R[] | undefined> {
    const run = await this.conversations.heard<RunRecord>(tx, MATCH_KIND, runId);
    return this.portions<R>(run?.portions[stage], (n) =>
      this.conversations.heard<R>(tx, MATCH_KIND, subjectOf(runId, stage, n)),
    );
  }

  async saidStage<R>(tx: Tx, runId: string, stage: Stage): Promise<R[] | undefined> {
    const run = await this.conversations.said<RunRecord>(tx, MATCH_KIND, runId);
    return this.portions<R>(run?.portions[stage], (n) =>
      this.conversations.said<R>(tx, MATCH_KIND, subjectOf(runId, stage, n)),
    );
  }

  /** Forgets what was said and heard of the portions whose subjects begin so. */
  async forget(tx: Tx, portions: string): Promise<void> {
    await this.conversations.forgetAll(tx, MATCH_KIND, portions);
  }

  private async portions<R>(
    count: number | undefined,
    read: (n: number) => Promise<R | undefined>,
  ): Promise<R[] | undefined> {
    if (count === undefined) return undefined;
    const found: R[] = [];
    for (let n = 0; n < count; n++) {
      const portion = await read(n);
      if (!portion) return undefined;
      found.push(portion);
    }
    return found;
  }
}
