import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { entityTag, expectedVersion } from '@platform/http/entity-tag';
import { decodeCursor, type Page } from '@platform/http/pagination';
import { Idempotency } from '@platform/idempotency/idempotency';
import { give, IdempotentCall, type IdempotentRequest } from '@platform/idempotency/idempotent-request';
import type { FastifyReply } from 'fastify';
import { isIsoDate } from '../domain/calendar';
import { isUuid } from '../domain/record-shape';
import type { CaseComment } from './case-comment.entity';
import { CaseQueue, type QueuePosition } from './case-queue';
import type { CaseView } from './case-view';
import { CaseCommentDto, CaseReassignmentDto, CaseResolutionDto, CasesQuery, CaseUndoDto } from './cases.dto';
import { ClaimCase } from './claim-case.use-cases';
import { CommentOnCase } from './comment-on-case.use-case';
import { ResolveCase } from './resolve-case.use-case';
import { UndoCase } from './undo-case.use-case';

const isPosition = (value: unknown): value is QueuePosition =>
  Array.isArray(value) &&
  value.length === 2 &&
  typeof value[0] === 'string' &&
  isIsoDate(value[0]) &&
  isUuid(value[1]);

/** Logins are of this program's own directory: these two words are not among them. */
const assigneeOf = (asked: string | undefined, caller: Caller): string | null | undefined =>
  asked === 'none' ? null : asked === 'me' ? caller.subject : asked;

/** The case queue of this program's officers, what is due first first. */
@ApiTags('staff: cases')
@Controller('v1/staff/cases')
export class CasesController {
  constructor(
    private readonly cases: CaseQueue,
    private readonly claiming: ClaimCase,
    private readonly resolving: ResolveCase,
    private readonly undoing: UndoCase,
    private readonly commenting: CommentOnCase,
    private readonly idempotency: Idempotency,
  ) {}

  /** The case queue, in the order of due dates, by kind, state, assignee and subject. */
  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async queue(@CurrentCaller() officer: Caller, @Query() query: CasesQuery): Promise<Page<CaseView>> {
    const { limit, cursor, kind, state = 'OPEN', subjectId } = query;
    const assignee = assigneeOf(query.assignee, officer);
    const filter = { kind, state, assignee, subjectId, overdue: query.overdue === 'true' };
    return this.cases.page(filter, limit, cursor ? decodeCursor(cursor, isPosition) : undefined);
  }

  /**
   * One case: why it exists, its evidence, what each choice will do, and the votes of both programs.
   * @sends ETag
   */
  @Get(':id')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async one(
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseView> {
    const view = await this.cases.one(id);
    reply.header('etag', entityTag(view.version));
    return view;
  }

  /**
   * Claims the case. Where somebody has it already the refusal names who.
   * @sends ETag
   */
  @Post(':id/claim')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async claim(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseView> {
    await this.claiming.claim(officer, id);
    return this.one(id, reply);
  }

  /**
   * Gives a claimed case back to the queue.
   * @sends ETag
   */
  @Post(':id/release')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async release(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseView> {
    await this.claiming.release(officer, id);
    return this.one(id, reply);
  }

  /**
   * Hands the case to a colleague: by headquarters, or by who has it.
   * @sends ETag
   */
  @Post(':id/reassign')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async reassign(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { to, reason }: CaseReassignmentDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseView> {
    await this.claiming.reassign(officer, id, to, reason);
    return this.one(id, reply);
  }

  /**
   * Resolves the case; where both programs must agree, this is this program's vote. `If-Match` is honoured where it is sent.
   * @sends ETag
   */
  @Post(':id/resolve')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async resolve(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() answer: CaseResolutionDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-match') ifMatch?: string,
  ): Promise<CaseView> {
    const seen = ifMatch === undefined ? undefined : expectedVersion(ifMatch);
    await this.resolving.execute(officer, id, { ...answer, seen });
    return this.one(id, reply);
  }

  /**
   * Takes the resolution back while it has had no effect; of a case that needs both, this program's vote.
   * @sends ETag
   */
  @Post(':id/undo')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async undo(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: CaseUndoDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseView> {
    await this.undoing.execute(officer, id, reason);
    return this.one(id, reply);
  }

  /**
   * Adds a comment for colleagues; it does not cross.
   * @sends Location
   */
  @Post(':id/comments')
  @Roles('OFFICER', 'HQ')
  async comment(
    @CurrentCaller() officer: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: CaseCommentDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseComment> {
    return give(
      reply,
      await this.idempotency.run(request, async (tx) => {
        const comment = await this.commenting.execute(tx, officer, id, body.text);
        return { status: 201, body: comment, location: `/v1/staff/cases/${id}` };
      }),
    );
  }
}
