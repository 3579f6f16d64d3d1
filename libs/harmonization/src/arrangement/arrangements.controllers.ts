import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { give, IdempotentCall, type IdempotentRequest } from '@platform/idempotency/idempotent-request';
import type { FastifyReply } from 'fastify';
import { ReasonDto } from '../people/people.dto';
import { ArrangementDto, ArrangementEndDto, ProposalsQuery } from './arrangement.dto';
import { Arrangements, type ArrangementView } from './arrangements';
import type { Proposal } from './proposal.entity';
import { Proposals } from './proposals';

/** The basis on which the programs share; each change is proposed here and approved by another person of headquarters. */
@ApiTags('staff: arrangements')
@Controller('v1/staff/arrangements')
export class ArrangementsController {
  constructor(private readonly arrangements: Arrangements) {}

  /** Arrangements with the other program, with their dates. */
  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async list(): Promise<{ items: ArrangementView[] }> {
    return { items: await this.arrangements.list() };
  }

  /**
   * Proposes an arrangement; a second person of headquarters approves it.
   * @sends Location
   */
  @Post()
  @Roles('HQ')
  async proposeNew(
    @CurrentCaller() officer: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Body() body: ArrangementDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    return give(reply, await this.arrangements.proposeNew(officer, body, request));
  }

  /**
   * Proposes the end of an arrangement; a second person of headquarters approves it.
   * @sends Location
   */
  @Post(':id/end')
  @Roles('HQ')
  async proposeEnd(
    @CurrentCaller() officer: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ArrangementEndDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    return give(reply, await this.arrangements.proposeEnd(officer, id, body, request));
  }
}

/** What waits for a second person of headquarters, and what was decided. */
@ApiTags('staff: arrangements')
@Controller('v1/staff/proposals')
export class ProposalsController {
  constructor(private readonly proposals: Proposals) {}

  /** Newest first, at most 100. */
  @Get()
  @Roles('HQ', 'AUDITOR')
  async list(@Query() { state }: ProposalsQuery): Promise<{ items: Proposal[] }> {
    return { items: await this.proposals.list(state) };
  }

  /** Approves what another person of headquarters has proposed; it then takes effect. */
  @Post(':id/approve')
  @HttpCode(200)
  @Roles('HQ')
  async approve(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ReasonDto,
  ): Promise<Proposal> {
    return this.proposals.decide(officer, id, 'APPROVED', reason);
  }

  /** Refuses a proposal with a reason; nothing takes effect. */
  @Post(':id/refuse')
  @HttpCode(200)
  @Roles('HQ')
  async refuse(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ReasonDto,
  ): Promise<Proposal> {
    return this.proposals.decide(officer, id, 'REFUSED', reason);
  }
}
