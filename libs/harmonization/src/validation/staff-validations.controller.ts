import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { Idempotency } from '@platform/idempotency/idempotency';
import { give, IdempotentCall, type IdempotentRequest } from '@platform/idempotency/idempotent-request';
import type { FastifyReply } from 'fastify';
import { ConcludeValidation } from './conclude-validation.use-case';
import { PlanValidation } from './plan-validation.use-case';
import { RecognizeValidation } from './recognize-validation.use-case';
import { ReportValidation } from './report-validation.use-case';
import { ValidationResponses } from './validation-response.use-case';
import {
  AnswerDto,
  CancellationDto,
  OutcomeDto,
  PlanValidationDto,
  RecognitionDto,
  ReportDto,
  ResponseDto,
  VisitNoticeDto,
} from './validation.dto';
import { Validation } from './validation.entity';
import { Validations } from './validations';
import { VisitCarrier } from './visit-carrier.use-case';

/** Validations as officers carry them out and recognize them. */
@ApiTags('staff: validations')
@Controller('v1/staff')
export class StaffValidationsController {
  constructor(
    private readonly db: Database,
    private readonly planning: PlanValidation,
    private readonly visits: VisitCarrier,
    private readonly reports: ReportValidation,
    private readonly conclusion: ConcludeValidation,
    private readonly recognizing: RecognizeValidation,
    private readonly responses: ValidationResponses,
    private readonly validations: Validations,
    private readonly idempotency: Idempotency,
  ) {}

  /** Validations of any account. */
  @Get('accounts/:accountNumber/validations')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async list(@Param('accountNumber') accountNumber: string): Promise<{ items: Validation[] }> {
    return { items: await this.validations.ofAccount(this.db.source.manager, accountNumber) };
  }

  /**
   * Plans a validation, with its reason.
   * @sends Location
   */
  @Post('accounts/:accountNumber/validations')
  @Roles('OFFICER', 'HQ')
  async plan(
    @CurrentCaller() officer: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Param('accountNumber') accountNumber: string,
    @Body() body: PlanValidationDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Validation> {
    return give(
      reply,
      await this.idempotency.run(request, async (tx) => {
        const row = await this.planning.execute(tx, officer, accountNumber, body);
        return { status: 201, body: row, location: `/v1/staff/accounts/${accountNumber}/validations` };
      }),
    );
  }

  /** Gives notice of the site visit: 30 days ahead, unless the carrier has waived them. */
  @Post('validations/:id/notice')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async notice(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: VisitNoticeDto,
  ): Promise<Validation> {
    return this.visits.announce(officer, id, body.visitOn, body.visitEndsOn);
  }

  /** Begins the visit. */
  @Post('validations/:id/start')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async start(@CurrentCaller() officer: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<Validation> {
    return this.visits.start(officer, id);
  }

  /** Issues the report, with findings and required actions. */
  @Post('validations/:id/report')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async report(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReportDto,
  ): Promise<Validation> {
    return this.reports.issue(officer, id, body);
  }

  /** Concludes the validation. */
  @Post('validations/:id/outcome')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async outcome(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: OutcomeDto,
  ): Promise<Validation> {
    return this.conclusion.execute(officer, id, body.outcome);
  }

  /** Answers the carrier's response: enough, or asked again. */
  @Post('validations/:id/answer')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async answer(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AnswerDto,
  ): Promise<Validation> {
    return this.reports.answer(officer, id, body);
  }

  /** Cancels the validation, with a reason. */
  @Post('validations/:id/cancel')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async cancel(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: CancellationDto,
  ): Promise<Validation> {
    return this.conclusion.execute(officer, id, 'CANCELLED', reason);
  }

  /** Asks the carrier for a Validation Response about the host's validation. */
  @Post('validations/:id/response-request')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async ask(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { text }: ResponseDto,
  ): Promise<Validation> {
    return this.responses.ask(officer, id, text);
  }

  /** The client's answer to a validation of the host: recognized, or declined by headquarters with a reason code. */
  @Post('validations/:id/recognition')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async recognition(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RecognitionDto,
  ): Promise<Validation> {
    return this.recognizing.execute(officer, id, {
      recognized: body.outcome === 'RECOGNIZED',
      reasonCode: body.reasonCode,
    });
  }
}
