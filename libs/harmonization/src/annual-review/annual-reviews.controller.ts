import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { Idempotency } from '@platform/idempotency/idempotency';
import { give, IdempotentCall, type IdempotentRequest } from '@platform/idempotency/idempotent-request';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Accounts } from '../account/accounts';
import { AnnualReview } from './annual-review.entity';
import { AnnualReviews } from './annual-reviews';

export class AnnualReviewDto {
  @ApiProperty({ description: 'What the officer of the company confirms, in its own words' })
  @IsString()
  @Length(1, 20_000)
  statement: string;
}

export class ReviewDecisionDto {
  @ApiProperty({ enum: ['APPROVED', 'RETURNED'] })
  @IsIn(['APPROVED', 'RETURNED'])
  outcome: 'APPROVED' | 'RETURNED';

  @ApiPropertyOptional({ description: 'What the carrier must change' })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  note?: string;
}

/** The yearly review of the security profile: submitted by the carrier, decided by an officer. */
@ApiTags('annual reviews')
@Controller('v1')
export class AnnualReviewsController {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly reviews: AnnualReviews,
    private readonly idempotency: Idempotency,
  ) {}

  /** The yearly reviews of the account. */
  @Get('accounts/:accountNumber/annual-reviews')
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async own(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
  ): Promise<{ items: AnnualReview[] }> {
    await this.accounts.requireOwn(this.db.source.manager, caller, accountNumber);
    return { items: await this.reviews.ofAccount(this.db.source.manager, accountNumber) };
  }

  /**
   * Submits the review of this year: the carrier states that its security profile is true.
   * @sends Location
   */
  @Post('accounts/:accountNumber/annual-reviews')
  @Roles('CARRIER_OFFICER')
  async submit(
    @CurrentCaller() caller: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Param('accountNumber') accountNumber: string,
    @Body() body: AnnualReviewDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnnualReview> {
    return give(
      reply,
      await this.idempotency.run(request, async (tx) => ({
        status: 201,
        body: await this.reviews.submit(tx, caller, accountNumber, body.statement),
        location: `/v1/accounts/${accountNumber}/annual-reviews`,
      })),
    );
  }

  /** The yearly reviews of any account. */
  @Get('staff/accounts/:accountNumber/annual-reviews')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async any(@Param('accountNumber') accountNumber: string): Promise<{ items: AnnualReview[] }> {
    return { items: await this.reviews.ofAccount(this.db.source.manager, accountNumber) };
  }

  /** Approves a submitted review, or returns it with a reason. */
  @Post('staff/annual-reviews/:id/decision')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async decide(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReviewDecisionDto,
  ): Promise<AnnualReview> {
    return this.reviews.decide(officer, id, body);
  }
}
