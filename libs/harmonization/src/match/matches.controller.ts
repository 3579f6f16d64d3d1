import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { decodeCursor, pageOf, PageQuery, type Page } from '@platform/http/pagination';
import { give, IdempotencyKey } from '@platform/idempotency/idempotent-request';
import type { FastifyReply } from 'fastify';
import { isUuid } from '../domain/record-shape';
import { found } from '../refusal/found';
import { MatchRuns, type MatchRun } from './match-runs';
import { StartMatchRun } from './start-match-run.use-case';

const isId = (value: unknown): value is string => isUuid(value);

/** Searches for carriers that are members of both programs; what they find are cases of kind MATCH_REVIEW. */
@ApiTags('staff: matches')
@Controller('v1/staff/matches/runs')
export class MatchesController {
  constructor(
    private readonly runs: MatchRuns,
    private readonly starting: StartMatchRun,
  ) {}

  /**
   * Starts a search for companies that are members of both programs, by private set intersection.
   * @sends Location
   */
  @Post()
  @HttpCode(202)
  @Roles('HQ')
  async start(
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ runId: string }> {
    return give(reply, await this.starting.execute(caller, key));
  }

  /** Searches, with their progress and what they found. */
  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async list(@Query() { limit, cursor }: PageQuery): Promise<Page<MatchRun>> {
    const rows = await this.runs.list(limit + 1, cursor ? decodeCursor(cursor, isId) : undefined);
    return pageOf(rows, limit, ({ runId }) => runId);
  }

  /** One search: its progress, and what it found. */
  @Get(':runId')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async one(@Param('runId', ParseUUIDPipe) runId: string): Promise<MatchRun> {
    return found(await this.runs.find(runId));
  }
}
