import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { Idempotency } from '@platform/idempotency/idempotency';
import { give, IdempotencyKey } from '@platform/idempotency/idempotent-request';
import type { FastifyReply } from 'fastify';
import { ValidateCarrier } from './validate-carrier.use-cases';
import { OutcomeDto, PlanValidationDto, RecognitionDto, ReportDto, VisitNoticeDto } from './validation.dto';
import { Validation } from './validation.entity';
import { Validations } from './validations';

/** Validations as officers carry them out and recognize them. */
@ApiTags('staff: validations')
@Controller('v1/staff')
export class StaffValidationsController {
  constructor(
    private readonly db: Database,
    private readonly validate: ValidateCarrier,
    private readonly validations: Validations,
    private readonly idempotency: Idempotency,
  ) {}

  @Get('accounts/:accountNumber/validations')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async list(@Param('accountNumber') accountNumber: string): Promise<{ items: Validation[] }> {
    return { items: await this.validations.ofAccount(this.db.source.manager, accountNumber) };
  }

  @Post('accounts/:accountNumber/validations')
  @Roles('OFFICER', 'HQ')
  async plan(
    @CurrentCaller() officer: Caller,
    @IdempotencyKey() key: string,
    @Param('accountNumber') accountNumber: string,
    @Body() body: PlanValidationDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Validation> {
    const request = {
      caller: officer.subject,
      route: `POST /v1/staff/accounts/${accountNumber}/validations`,
      key,
      body,
    };
    return give(
      reply,
      await this.idempotency.run(request, async (tx) => {
        const row = await this.validate.plan(tx, officer, accountNumber, body.kind);
        return { status: 201, body: row, location: `/v1/staff/accounts/${accountNumber}/validations` };
      }),
    );
  }

  @Post('validations/:id/notice')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async notice(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: VisitNoticeDto,
  ): Promise<Validation> {
    return this.validate.sendNotice(officer, id, body.visitOn, body.visitEndsOn);
  }

  @Post('validations/:id/start')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async start(@CurrentCaller() officer: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<Validation> {
    return this.validate.start(officer, id);
  }

  @Post('validations/:id/report')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async report(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReportDto,
  ): Promise<Validation> {
    return this.validate.report(officer, id, body.summary, body.requiredActions ?? []);
  }

  @Post('validations/:id/outcome')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async outcome(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: OutcomeDto,
  ): Promise<Validation> {
    return this.validate.conclude(officer, id, body.outcome);
  }

  @Post('validations/:id/recognition')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async recognition(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RecognitionDto,
  ): Promise<Validation> {
    return this.validate.recognize(officer, id, body.outcome === 'RECOGNIZED', body.reasonCode);
  }
}
