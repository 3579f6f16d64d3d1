import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseBoolPipe,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { entityTag, ExpectedVersion } from '@platform/http/entity-tag';
import { PageQuery, type Page } from '@platform/http/pagination';
import { give, IdempotentCall, type IdempotentRequest } from '@platform/idempotency/idempotent-request';
import type { FastifyReply } from 'fastify';
import { AdvanceApplication } from './advance-application.use-cases';
import {
  A_FORM,
  ReasonDto,
  PeerMembershipDto,
  SubmitApplicationDto,
  SubmitDraftDto,
} from './application.dto';
import type { ApplicationView } from './application-view';
import type { Application } from './application.entity';
import { ChangeApplication } from './change-application.use-case';
import { ReadApplications } from './read-applications';
import { SubmitApplication } from './submit-application.use-case';
import { SubmitDraft } from './submit-draft.use-case';

/** One application for both programs: draft, submit, follow, withdraw. */
@ApiTags('applications')
@Controller('v1/applications')
export class ApplicationsController {
  constructor(
    private readonly submit: SubmitApplication,
    private readonly drafts: SubmitDraft,
    private readonly change: ChangeApplication,
    private readonly advance: AdvanceApplication,
    private readonly read: ReadApplications,
  ) {}

  /**
   * Submits an application to both programs, or keeps a draft of it with `?draft=true`. Every field that is wrong is named at once.
   * @sends ETag, Location
   */
  @Post()
  @ApiQuery({ name: 'draft', type: Boolean, required: false, description: 'True to keep it as a draft' })
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async create(
    @CurrentCaller() caller: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Body() body: SubmitApplicationDto,
    @Query('draft', new ParseBoolPipe({ optional: true })) draft: boolean | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationView> {
    this.submit.requireMaySubmit(caller, draft ?? false);
    const asked = { ...request, body: { ...body, draft } };
    const answer = await this.submit.execute(caller, body, draft ?? false, asked);
    reply.header('etag', entityTag(answer.body.version));
    return give(reply, answer);
  }

  /** The caller's applications. */
  @Get()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async list(@CurrentCaller() caller: Caller, @Query() query: PageQuery): Promise<Page<ApplicationView>> {
    return this.read.own(caller, query);
  }

  /**
   * One application with its state at both programs; its version stands in `ETag`.
   * @sends ETag
   */
  @Get(':id')
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationView> {
    const view = await this.read.one(caller, id);
    reply.header('etag', entityTag(view.version));
    return view;
  }

  /**
   * Changes the form of a draft, or of an application that a program has asked about, by JSON Merge Patch; needs `If-Match`.
   * @sends ETag
   */
  @Patch(':id')
  @ApiBody({ schema: A_FORM })
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async patch(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @ExpectedVersion() version: number,
    @Body() patch: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationView> {
    return this.shown(await this.change.execute(caller, id, version, patch), reply);
  }

  /**
   * Submits a draft, as a new application would be submitted.
   * @sends ETag
   */
  @Post(':id/submit')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async submitDraft(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SubmitDraftDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationView> {
    return this.shown(await this.drafts.execute(caller, id, body), reply);
  }

  /**
   * Withdraws an open application from both programs.
   * @sends ETag
   */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async withdraw(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ReasonDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationView> {
    return this.shown(await this.advance.withdraw(caller, id, reason), reply);
  }

  /**
   * Shows control of a membership with its one-time code.
   * @sends ETag
   */
  @Post(':id/proof')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async prove(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { accountNumber, code }: PeerMembershipDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationView> {
    return this.shown(await this.advance.prove(caller, id, accountNumber, code), reply);
  }

  /**
   * Signs the terms of the program that waits for it.
   * @sends ETag
   */
  @Post(':id/terms')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async signTerms(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationView> {
    return this.shown(await this.advance.signTerms(caller, id), reply);
  }

  private async shown(row: Application, reply: FastifyReply): Promise<ApplicationView> {
    reply.header('etag', entityTag(row.version));
    return this.read.viewOf(row);
  }
}
