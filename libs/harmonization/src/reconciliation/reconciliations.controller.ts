import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { decodeCursor, pageOf, PageQuery, type Page } from '@platform/http/pagination';
import { Idempotency } from '@platform/idempotency/idempotency';
import { give, IdempotentCall, type IdempotentRequest } from '@platform/idempotency/idempotent-request';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import type { Reconciliation, ReconciliationState } from './reconciliation.entity';
import { Reconciliations } from './reconciliations';
import { RequestReconciliation } from './request-reconciliation.use-case';

const STATES = ['REQUESTED', 'RUNNING', 'SIGNED', 'FAILED'] as const;

export class ReconciliationsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: ReconciliationState;
}

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);

/** Comparisons of both programs' copies: asked for, and what they found, signed by both. */
@ApiTags('staff: reconciliations')
@Controller('v1/staff/reconciliations')
export class ReconciliationsController {
  constructor(
    private readonly db: Database,
    private readonly rows: Reconciliations,
    private readonly request: RequestReconciliation,
    private readonly idempotency: Idempotency,
  ) {}

  /** Newest first. */
  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async list(@Query() { limit, cursor, state }: ReconciliationsQuery): Promise<Page<Reconciliation>> {
    const before = cursor ? decodeCursor(cursor, isId) : undefined;
    const rows = await this.rows.page(this.db.source.manager, limit + 1, before, state);
    return pageOf(rows, limit, ({ id }) => id);
  }

  /** One with what it found, thing by thing. */
  @Get(':id')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async one(@Param('id', ParseUUIDPipe) id: string): Promise<Reconciliation> {
    const row = await this.rows.find(this.db.source.manager, id);
    if (!row) throw new RefusedError({ code: 'NOT_FOUND' });
    return found(row);
  }

  /**
   * Starts one; it is over within seconds, and read by its address.
   * @sends Location
   */
  @Post()
  @HttpCode(202)
  @Roles('OFFICER', 'HQ')
  async start(
    @CurrentCaller() officer: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Reconciliation> {
    return give(
      reply,
      await this.idempotency.run(request, async (tx) => {
        const by = { actor: officer.subject, role: officer.roles[0] ?? 'OFFICER' };
        const row = await this.request.execute(tx, by);
        return { status: 202, body: row, location: `/v1/staff/reconciliations/${row.id}` };
      }),
    );
  }
}
