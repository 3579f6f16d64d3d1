import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { Database } from '@platform/database';
import { asSystem, AuditLog } from '../audit/audit-log';
import type { MatchRule } from '../domain/match/match-values';
import type { MatchedAccount } from '../domain/match/suggestions';
import { found } from '../refusal/found';
import { Blinding } from './blinding';
import type { MatchedRecord, TokensRecord } from './match-records';
import { MatchRuns, type MatchRun, type OwnToken, type RunState } from './match-runs';
import { MatchSuggestions } from './match-suggestions';
import { MatchWords } from './match-words';
import { ownValues } from './own-values';

/** The other side does not keep to the protocol: nothing that it said is used. */
export class RunBroken extends Error {
  constructor(readonly reason: 'TOKENS_REPEATED' | 'TOKENS_REFLECTED' | 'TOKENS_MISSING') {
    super(reason);
  }
}

type Step = (run: MatchRun) => Promise<boolean>;

/**
 * The steps of a search for common carriers. Each is worked out outside the transaction and written only while the run still
 * stands where it stood; it answers false while the peer's part is not here.
 */
@Injectable()
export class MatchSteps {
  private readonly steps: Readonly<Partial<Record<RunState, Step>>> = {
    BLINDING: (run) => this.blind(run),
    EXCHANGING: (run) => this.double(run),
    COMPARING: (run) => this.compare(run),
    PAIRING: (run) => this.pair(run),
  };

  constructor(
    private readonly db: Database,
    private readonly runs: MatchRuns,
    private readonly words: MatchWords,
    private readonly suggestions: MatchSuggestions,
    private readonly audit: AuditLog,
  ) {}

  /** Takes the run one step on, if it can go. Throws `RunBroken`, or `TokenInvalid` where the peer sent no point of the group. */
  async advance(run: MatchRun): Promise<boolean> {
    return this.steps[run.state]?.(run) ?? false;
  }

  private async write(run: MatchRun, work: (tx: Tx) => Promise<void>): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const now = await this.runs.lock(tx, run.runId);
      if (now?.state !== run.state) return false;
      await work(tx);
      return true;
    });
  }

  private async blind(run: MatchRun): Promise<boolean> {
    const values = ownValues(await this.runs.candidates());
    const blinded = await this.withSecret(run, (blinding) =>
      blinding.blind(values.map(({ value }) => value)),
    );
    const tokens = values.map(({ rule, accounts }, place) => ({
      rule,
      accounts,
      blinded: found(blinded[place]),
    }));
    return this.write(run, async (tx) => {
      await this.runs.keepTokens(tx, run.runId, tokens);
      await this.words.sayStage(tx, { runId: run.runId, stage: 'BLINDED' }, blinded, (portion) => ({
        tokens: portion,
      }));
      await this.runs.move(tx, run.runId, 'EXCHANGING');
    });
  }

  private async double(run: MatchRun): Promise<boolean> {
    const heard = await this.db.transaction((tx) =>
      this.words.heardStage<TokensRecord>(tx, run.runId, 'BLINDED'),
    );
    if (!heard) return false;
    const theirs = heard.flatMap(({ tokens }) => tokens);
    const own = new Set((await this.runs.tokens(run.runId)).map(({ blinded }) => blinded));
    if (new Set(theirs).size < theirs.length) throw new RunBroken('TOKENS_REPEATED');
    // Our own tokens sent back to us would all "match".
    if (theirs.some((token) => own.has(token))) throw new RunBroken('TOKENS_REFLECTED');
    const doubled = await this.withSecret(run, (blinding) => blinding.double(theirs));
    return this.write(run, async (tx) => {
      await this.words.sayStage(tx, { runId: run.runId, stage: 'DOUBLED' }, doubled, (portion) => ({
        tokens: portion,
      }));
      await this.runs.move(tx, run.runId, 'COMPARING', theirs.length);
    });
  }

  private async compare(run: MatchRun): Promise<boolean> {
    const both = await this.bothSaid<TokensRecord>(run, 'DOUBLED');
    if (!both) return false;
    // What the peer said are our tokens, doubled by it; what we said are the peer's.
    const ours = both.heard.flatMap(({ tokens }) => tokens);
    const theirs = new Set(both.said.flatMap(({ tokens }) => tokens));
    const tokens = await this.runs.tokens(run.runId);
    if (ours.length !== tokens.length) throw new RunBroken('TOKENS_MISSING');
    const common = tokens.flatMap((token, place) => {
      const doubled = found(ours[place]);
      return theirs.has(doubled) ? [{ ...token, doubled }] : [];
    });
    return this.write(run, async (tx) => {
      const accounts = await this.matched(tx, common, tokens);
      await this.words.sayStage(tx, { runId: run.runId, stage: 'MATCHED' }, accounts, (portion) => ({
        accounts: portion,
      }));
      await this.runs.move(tx, run.runId, 'PAIRING');
    });
  }

  private async matched(
    tx: Tx,
    common: readonly (OwnToken & { doubled: string })[],
    tokens: readonly OwnToken[],
  ): Promise<MatchedAccount[]> {
    const numbers = [...new Set(common.flatMap(({ accounts }) => accounts))].toSorted();
    const handles = await this.runs.handles(tx, numbers);
    return numbers.map((number) => {
      const mine = <T extends OwnToken>(all: readonly T[]): T[] =>
        all.filter(({ accounts }) => accounts.includes(number));
      return {
        handle: found(handles.get(number)),
        tokens: Object.fromEntries(mine(common).map(({ doubled, rule }) => [doubled, rule as MatchRule])),
        holds: mine(tokens).map(({ rule }) => rule as MatchRule),
      };
    });
  }

  private async pair(run: MatchRun): Promise<boolean> {
    const both = await this.bothSaid<MatchedRecord>(run, 'MATCHED');
    if (!both) return false;
    const { runId } = run;
    const own = both.said.flatMap(({ accounts }) => accounts);
    const theirs = both.heard.flatMap(({ accounts }) => accounts);
    return this.write(run, async (tx) => {
      const suggestions = await this.suggestions.open(tx, runId, own, theirs);
      await this.runs.finish(tx, runId, { state: 'DONE', suggestions });
      await this.audit.append(tx, [
        {
          by: asSystem('matches'),
          action: 'match.finished',
          subjectKind: 'match',
          subjectId: runId,
          after: { suggestions },
        },
      ]);
    });
  }

  /** A stage of both sides, once it is all here. */
  private async bothSaid<R>(
    { runId }: MatchRun,
    stage: 'DOUBLED' | 'MATCHED',
  ): Promise<{ said: R[]; heard: R[] } | undefined> {
    return this.db.transaction(async (tx) => {
      const heard = await this.words.heardStage<R>(tx, runId, stage);
      const said = await this.words.saidStage<R>(tx, runId, stage);
      return heard && said && { heard, said };
    });
  }

  private async withSecret<T>(run: MatchRun, work: (blinding: Blinding) => Promise<T>): Promise<T> {
    return Blinding.with(await this.runs.secretOf(run.runId), work);
  }
}
