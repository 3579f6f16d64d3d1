import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MessageRetention } from '@messaging/retention/message-retention';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { Database } from '@platform/database';
import { asSystem } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import type { MatchRule } from '../domain/match/match-values';
import type { ProgramProfile } from '../domain/program-profile';
import type { SharedData } from '../domain/shared-data';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { MATCH_KIND } from './match-records';
import { MatchWords } from './match-words';

export type RunState = 'BLINDING' | 'EXCHANGING' | 'COMPARING' | 'PAIRING' | 'DONE' | 'ENDED';

export interface MatchRun {
  runId: string;
  startedHere: boolean;
  state: RunState;
  startedBy: string;
  startedAt: Date;
  finishedAt: Date | null;
  ownTokens: number;
  peerTokens: number;
  suggestions: number;
  endReason: string | null;
}

export interface OwnToken {
  readonly rule: MatchRule | null;
  readonly accounts: readonly string[];
  readonly blinded: string;
}

export interface Candidate {
  readonly accountNumber: string;
  readonly shared: SharedData;
}

const COLUMNS = `run_id AS "runId", started_here AS "startedHere", state, started_by AS "startedBy", started_at AS "startedAt",
  finished_at AS "finishedAt", own_tokens AS "ownTokens", peer_tokens AS "peerTokens", suggestions, end_reason AS "endReason"`;

/** A search tells its asker of each guess whether the other side has it: this many a day leave no room for guessing at large. */
const MOST_A_DAY = 24;
const DAY_MS = 86_400_000;

/** Only highway carriers that are members and not linked: nobody else can be proposed for a link. */
const CANDIDATES = `
  SELECT a.account_number AS "accountNumber", a.shared FROM account a
  WHERE a.line_of_business = ANY ($1) AND a.status = ANY ($2) AND a.record_role = 'STANDALONE'
    AND NOT EXISTS (SELECT 1 FROM link l WHERE l.local_account_number = a.account_number AND l.live)
  ORDER BY a.account_number`;

const UNFORGOTTEN = `SELECT run_id AS "runId" FROM match_run WHERE NOT is_forgotten AND state IN ('DONE', 'ENDED') ORDER BY run_id`;

/** 252 random bits: below the order of the group and never zero, as good as any of its scalars. */
const freshSecret = (): string => (BigInt(`0x${randomBytes(32).toString('hex')}`) >> 4n || 1n).toString(16);

/** The tables of runs: their only writer. Locks the row of the run first, whatever it does. */
@Injectable()
export class MatchRuns {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly words: MatchWords,
    private readonly messages: MessageRetention,
    private readonly cases: Cases,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async list(limit: number, before?: string): Promise<MatchRun[]> {
    return this.db.query(
      `SELECT ${COLUMNS} FROM match_run WHERE $1::uuid IS NULL OR run_id < $1 ORDER BY run_id DESC LIMIT $2`,
      [before ?? null, limit],
    );
  }

  async find(runId: string): Promise<MatchRun | undefined> {
    return (await this.db.query<MatchRun>(`SELECT ${COLUMNS} FROM match_run WHERE run_id = $1`, [runId]))[0];
  }

  async live(tx: Tx): Promise<MatchRun | undefined> {
    const rows: MatchRun[] = await tx.query(
      `SELECT ${COLUMNS} FROM match_run WHERE state NOT IN ('DONE', 'ENDED') FOR UPDATE`,
    );
    return rows[0];
  }

  async lock(tx: Tx, runId: string): Promise<MatchRun | undefined> {
    const rows: MatchRun[] = await tx.query(`SELECT ${COLUMNS} FROM match_run WHERE run_id = $1 FOR UPDATE`, [
      runId,
    ]);
    return rows[0];
  }

  /** True where today's runs are used up. */
  async isExhausted(tx: Tx): Promise<boolean> {
    const since = new Date(this.clock.now().getTime() - DAY_MS);
    const rows: { n: number }[] = await tx.query(
      'SELECT count(*)::int AS n FROM match_run WHERE started_at > $1',
      [since],
    );
    return (rows[0]?.n ?? 0) >= MOST_A_DAY;
  }

  async open(tx: Tx, runId: string, startedBy: string, startedHere: boolean): Promise<void> {
    await tx.query(
      `INSERT INTO match_run (run_id, started_here, state, secret, started_by, started_at) VALUES ($1, $2, 'BLINDING', $3, $4, $5)`,
      [runId, startedHere, freshSecret(), startedBy, this.clock.now()],
    );
    await this.words.say(tx, runId, { isEnded: false, portions: {} });
  }

  /** Keeps that a run of the peer's came and went; says why. */
  async turnAway(tx: Tx, runId: string, startedBy: string, reason: string): Promise<void> {
    await tx.query(
      `INSERT INTO match_run (run_id, started_here, state, started_by, started_at, finished_at, end_reason)
       VALUES ($1, false, 'ENDED', $2, $3, $3, $4) ON CONFLICT DO NOTHING`,
      [runId, startedBy, this.clock.now(), reason],
    );
    await this.words.say(tx, runId, { isEnded: true, endReason: reason, portions: {} });
  }

  async end(tx: Tx, runId: string, reason: string): Promise<void> {
    await this.finish(tx, runId, { state: 'ENDED', suggestions: 0, reason });
    await this.words.say(tx, runId, { isEnded: true, endReason: reason, portions: {} });
  }

  async finish(
    tx: Tx,
    runId: string,
    { state, suggestions, reason }: { state: 'DONE' | 'ENDED'; suggestions: number; reason?: string },
  ): Promise<void> {
    await tx.query(
      `UPDATE match_run SET state = $2, secret = NULL, finished_at = $3, suggestions = $4, end_reason = $5 WHERE run_id = $1`,
      [runId, state, this.clock.now(), suggestions, reason ?? null],
    );
    await tx.query('DELETE FROM match_token WHERE run_id = $1', [runId]);
  }

  async secretOf(runId: string): Promise<string> {
    const [row] = await this.db.query<{ secret: string | null }>(
      'SELECT secret FROM match_run WHERE run_id = $1',
      [runId],
    );
    if (!row?.secret) throw new RefusedError({ code: 'NOT_FOUND' });
    return row.secret;
  }

  async candidates(): Promise<Candidate[]> {
    const { accountLines, harmonizableLines, lifeCycle } = this.profile;
    const lines = harmonizableLines.map(({ line }) => accountLines[line] ?? line);
    const members = Object.entries(lifeCycle.wire).flatMap(([status, wire]) =>
      wire.startsWith('ACTIVE') ? [status] : [],
    );
    return this.db.query(CANDIDATES, [lines, members]);
  }

  async keepTokens(tx: Tx, runId: string, tokens: readonly OwnToken[]): Promise<void> {
    await tx.query(
      `INSERT INTO match_token (run_id, position, rule, accounts, blinded)
       SELECT $1, position, rule, accounts, blinded FROM json_to_recordset($2) AS t(position int, rule text, accounts jsonb, blinded text)`,
      [runId, JSON.stringify(tokens.map((token, position) => ({ ...token, position })))],
    );
    await tx.query('UPDATE match_run SET own_tokens = $2 WHERE run_id = $1', [runId, tokens.length]);
  }

  async tokens(runId: string): Promise<OwnToken[]> {
    return this.db.query(
      'SELECT rule, accounts, blinded FROM match_token WHERE run_id = $1 ORDER BY position',
      [runId],
    );
  }

  async move(tx: Tx, runId: string, state: RunState, peerTokens?: number): Promise<void> {
    await tx.query(
      'UPDATE match_run SET state = $2, peer_tokens = coalesce($3, peer_tokens) WHERE run_id = $1',
      [runId, state, peerTokens ?? null],
    );
  }

  /** One handle an account, whoever asks first. */
  async handles(tx: Tx, accounts: readonly string[]): Promise<Map<string, string>> {
    await tx.query(
      `INSERT INTO match_handle (account_number, handle) SELECT n, gen_random_uuid() FROM unnest($1::text[]) AS n ON CONFLICT DO NOTHING`,
      [accounts],
    );
    const rows: { n: string; handle: string }[] = await tx.query(
      'SELECT account_number AS n, handle FROM match_handle WHERE account_number = ANY ($1)',
      [accounts],
    );
    return new Map(rows.map(({ n, handle }) => [n, handle]));
  }

  /** MATCH-10: ended runs of which words are still here, whatever stood in them. */
  async unforgotten(): Promise<string[]> {
    const rows = await this.db.query<{ runId: string }>(UNFORGOTTEN);
    return rows.map(({ runId }) => runId);
  }

  /** MATCH-10: tokens are kept no longer than the run, on neither side; what still has to be said goes once it has been, what is parked is given up. */
  async forget(tx: Tx, runId: string): Promise<void> {
    const portions = `${runId}/`;
    await this.words.forget(tx, portions);
    const outcome = { choice: 'DISCARD', reason: 'SERVICE_SEARCH_OVER' };
    for (const subjectId of await this.messages.giveParkedUp(tx, MATCH_KIND, portions, outcome.reason))
      await this.cases.closeOpen(tx, { kind: 'PARKED_MESSAGE', subjectId }, outcome, asSystem('matches'));
    if (await this.messages.emptySaid(tx, MATCH_KIND, portions))
      await tx.query('UPDATE match_run SET is_forgotten = true WHERE run_id = $1', [runId]);
  }

  /** A portion that is heard after its run has ended goes as the others did. */
  async remember(tx: Tx, runId: string): Promise<void> {
    await tx.query('UPDATE match_run SET is_forgotten = false WHERE run_id = $1 AND is_forgotten', [runId]);
  }
}
