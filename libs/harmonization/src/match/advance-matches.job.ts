/*
 * What: takes a search for common carriers to its next step as soon as the peer's part is here: blind the own values, blind the
 * peer's tokens once more, compare, say who is behind the common ones, and open a case for each pair.
 * Who queues it: what is heard of a run, in this process; the scheduler, every five seconds, in any other.
 * Twice is safe: a step is worked out outside the transaction and written only while the run still stands where it stood.
 * Gives up: a run whose other side says nothing for two days, or sends what no honest side sends.
 */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Clock } from '@platform/clock';
import { ServiceConfig } from '@platform/config';
import type { Tx } from '@platform/database';
import { Database } from '@platform/database';
import { AppLogger } from '@platform/logging/app-logger';
import { asSystem, AuditLog } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { matchValuesOf, type MatchRule } from '../domain/match/match-values';
import { suggestionsOf, wordsOf, type MatchedAccount, type Suggestion } from '../domain/match/suggestions';
import { found } from '../refusal/found';
import { Blinding, TokenInvalid } from './blinding';
import { MatchKind } from './match-kind';
import type { MatchedRecord, TokensRecord } from './match-records';
import { MatchRuns, type Candidate, type MatchRun, type OwnToken } from './match-runs';

const EVERY_MS = 5_000;
const PATIENCE_MS = 2 * 86_400_000;
/** Sides learn each other's number of tokens only to this precision: the rest is padding that matches nothing. */
const PADDED_TO = 128;

const ACCOUNT_OF_HANDLE = `
  SELECT a.account_number AS "accountNumber", a.shared->>'legalName' AS "legalName"
  FROM match_handle h JOIN account a USING (account_number) WHERE h.handle = $1`;

/** The other side does not keep to the protocol: nothing that it said is used. */
class RunBroken extends Error {
  constructor(readonly reason: 'TOKEN_INVALID' | 'TOKENS_REPEATED' | 'TOKENS_REFLECTED' | 'TOKENS_MISSING') {
    super(reason);
  }
}

@Injectable()
export class AdvanceMatches implements OnModuleInit {
  private running: Promise<void> | undefined;
  private isAskedAgain = false;

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly runs: MatchRuns,
    private readonly kind: MatchKind,
    private readonly cases: Cases,
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
      return await this.advance(run);
    } catch (error) {
      if (error instanceof TokenInvalid) return this.end(run, 'TOKEN_INVALID');
      if (error instanceof RunBroken) return this.end(run, error.reason);
      throw error;
    }
  }

  private advance(run: MatchRun): Promise<boolean> {
    const steps: Partial<Record<MatchRun['state'], (run: MatchRun) => Promise<boolean>>> = {
      BLINDING: (each) => this.blind(each),
      EXCHANGING: (each) => this.double(each),
      COMPARING: (each) => this.compare(each),
      PAIRING: (each) => this.pair(each),
    };
    return steps[run.state]?.(run) ?? Promise.resolve(false);
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

  /** Writes a step unless the run has moved meanwhile. */
  private async step(run: MatchRun, write: (tx: Tx) => Promise<void>): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const now = await this.runs.lock(tx, run.runId);
      if (now?.state !== run.state) return false;
      await write(tx);
      return true;
    });
  }

  private async blind(run: MatchRun): Promise<boolean> {
    const values = shuffled(padded(valuesOf(await this.runs.candidates())));
    const blinded = await this.withSecret(run, (blinding) =>
      blinding.blind(values.map(({ value }) => value)),
    );
    const tokens = values.map(({ rule, accounts }, place) => ({
      rule,
      accounts,
      blinded: found(blinded[place]),
    }));
    return this.step(run, async (tx) => {
      await this.runs.keepTokens(tx, run.runId, tokens);
      await this.runs.sayStage(tx, run.runId, 'BLINDED', blinded, (portion) => ({ tokens: portion }));
      await this.runs.move(tx, run.runId, 'EXCHANGING');
    });
  }

  private async double(run: MatchRun): Promise<boolean> {
    const heard = await this.db.transaction((tx) =>
      this.runs.heardStage<TokensRecord>(tx, run.runId, 'BLINDED'),
    );
    if (!heard) return false;
    const theirs = heard.flatMap(({ tokens }) => tokens);
    const own = new Set((await this.runs.tokens(run.runId)).map(({ blinded }) => blinded));
    if (new Set(theirs).size < theirs.length) throw new RunBroken('TOKENS_REPEATED');
    // Our own tokens sent back to us would all "match".
    if (theirs.some((token) => own.has(token))) throw new RunBroken('TOKENS_REFLECTED');
    const doubled = await this.withSecret(run, (blinding) => blinding.double(theirs));
    return this.step(run, async (tx) => {
      await this.runs.sayStage(tx, run.runId, 'DOUBLED', doubled, (portion) => ({ tokens: portion }));
      await this.runs.move(tx, run.runId, 'COMPARING', theirs.length);
    });
  }

  private async compare(run: MatchRun): Promise<boolean> {
    const both = await this.db.transaction((tx) => this.doubledByBoth(tx, run.runId));
    if (!both) return false;
    const tokens = await this.runs.tokens(run.runId);
    if (both.ours.length !== tokens.length) throw new RunBroken('TOKENS_MISSING');
    const theirs = new Set(both.theirs);
    const common = tokens.flatMap((token, place) => {
      const doubled = found(both.ours[place]);
      return theirs.has(doubled) ? [{ ...token, doubled }] : [];
    });
    return this.step(run, async (tx) => {
      const accounts = await this.matched(tx, common, tokens);
      await this.runs.sayStage(tx, run.runId, 'MATCHED', accounts, (portion) => ({ accounts: portion }));
      await this.runs.move(tx, run.runId, 'PAIRING');
    });
  }

  /** Our tokens as the peer has doubled them, and the peer's as we have. */
  private async doubledByBoth(
    tx: Tx,
    runId: string,
  ): Promise<{ ours: string[]; theirs: string[] } | undefined> {
    const heard = await this.runs.heardStage<TokensRecord>(tx, runId, 'DOUBLED');
    const said = await this.runs.saidStage<TokensRecord>(tx, runId, 'DOUBLED');
    if (!heard || !said) return undefined;
    return { ours: heard.flatMap(({ tokens }) => tokens), theirs: said.flatMap(({ tokens }) => tokens) };
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
    const both = await this.db.transaction(async (tx) => {
      const heard = await this.runs.heardStage<MatchedRecord>(tx, run.runId, 'MATCHED');
      const said = await this.runs.saidStage<MatchedRecord>(tx, run.runId, 'MATCHED');
      return heard && said && { heard, said };
    });
    if (!both) return false;
    const own = both.said.flatMap(({ accounts }) => accounts);
    const suggestions = suggestionsOf(
      own,
      both.heard.flatMap(({ accounts }) => accounts),
    );
    return this.step(run, async (tx) => {
      for (const suggestion of suggestions) await this.suggest(tx, run.runId, suggestion, suggestions);
      await this.runs.finish(tx, run.runId, { state: 'DONE', suggestions: suggestions.length });
      const after = { suggestions: suggestions.length };
      await this.audit.append(tx, [
        {
          by: asSystem('matches'),
          action: 'match.finished',
          subjectKind: 'match',
          subjectId: run.runId,
          after,
        },
      ]);
    });
  }

  private async suggest(tx: Tx, runId: string, pair: Suggestion, all: readonly Suggestion[]): Promise<void> {
    const accounts: { accountNumber: string; legalName: string }[] = await tx.query(ACCOUNT_OF_HANDLE, [
      pair.own,
    ]);
    const facts = {
      ...found(accounts[0]),
      runId,
      rules: pair.rules,
      reasons: pair.rules.map(wordsOf),
      against: pair.against.map(wordsOf),
      isOnlyOne: all.filter(({ own, peer }) => own === pair.own || peer === pair.peer).length === 1,
    };
    const subjectId = pairIdOf(pair);
    await this.cases.open(
      tx,
      { kind: 'MATCH_REVIEW', subjectKind: 'match', subjectId, facts },
      asSystem('matches'),
    );
  }

  private async withSecret<T>(run: MatchRun, work: (blinding: Blinding) => Promise<T>): Promise<T> {
    return Blinding.with(await this.runs.secretOf(run.runId), work);
  }
}

interface Value {
  readonly rule: MatchRule | null;
  readonly value: string;
  readonly accounts: readonly string[];
}

/** Each value once, with all accounts that hold it: two equal tokens would show that two accounts share a value. */
function valuesOf(candidates: readonly Candidate[]): Value[] {
  const values = new Map<string, Value & { accounts: string[] }>();
  for (const { accountNumber, shared } of candidates)
    for (const { rule, value } of matchValuesOf(shared)) {
      const known = values.get(value);
      if (known) known.accounts.push(accountNumber);
      else values.set(value, { rule, value, accounts: [accountNumber] });
    }
  return [...values.values()];
}

function padded(values: readonly Value[]): Value[] {
  const lacking = PADDED_TO - (values.length % PADDED_TO);
  const padding = Array.from({ length: lacking }, () => ({
    rule: null,
    value: `padding|${randomBytes(32).toString('hex')}`,
    accounts: [],
  }));
  return [...values, ...padding];
}

/** The order of the tokens tells nothing of the accounts (Fisher–Yates). */
function shuffled<T>(items: readonly T[]): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}

/** The same id for a pair on both sides, whoever asks and in every run. */
function pairIdOf({ own, peer }: Suggestion): string {
  const hash = createHash('sha256').update([own, peer].toSorted().join('/')).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
