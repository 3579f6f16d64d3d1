import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { PageQuery, type Page } from '@platform/http/pagination';
import { Idempotency } from '@platform/idempotency/idempotency';
import { give, IdempotentCall, type IdempotentRequest } from '@platform/idempotency/idempotent-request';
import { IsString, Length } from 'class-validator';
import type { FastifyReply } from 'fastify';
import type { SviStatus } from '../domain/status-verification';
import type { Partner } from './svi-partners';
import { VerifyStatus, type Watched } from './verify-status.use-cases';

export class WatchDto {
  @ApiProperty({ example: '7KQ2MXW9RT' })
  @IsString()
  @Length(1, 40)
  number: string;
}

/** Partners look each other's status up by number, both having agreed to it. */
@ApiTags('status verification')
@Controller('v1/svi')
export class SviController {
  constructor(
    private readonly verify: VerifyStatus,
    private readonly idempotency: Idempotency,
  ) {}

  /** Partners whose status the caller is told of when it changes. */
  @Get('monitored')
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async watched(
    @CurrentCaller() caller: Caller,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<Watched>> {
    return this.verify.watched(caller, limit, cursor);
  }

  /** Adds a partner to the monitoring list: a notice tells when its status changes. */
  @Post('monitored')
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async watch(
    @CurrentCaller() caller: Caller,
    @Body() { number }: WatchDto,
    @IdempotentCall() request: IdempotentRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Partner> {
    const answer = await this.idempotency.run(request, async (tx) => ({
      status: 201,
      body: await this.verify.watch(tx, caller, number),
    }));
    return give(reply, answer);
  }

  /** Watches a partner no longer. */
  @Delete('monitored/:number')
  @HttpCode(204)
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async unwatch(@CurrentCaller() caller: Caller, @Param('number') number: string): Promise<void> {
    await this.verify.unwatch(caller, number);
  }

  /** Looks a certified partner up by its number. An unknown one and one that has not consented are answered alike. */
  @Get(':number')
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async lookUp(@CurrentCaller() caller: Caller, @Param('number') number: string): Promise<Partner> {
    return this.verify.lookUp(caller, number);
  }
}

/** The number under which partners find one's own account. */
@ApiTags('status verification')
@Controller('v1/accounts/:accountNumber/svi')
export class OwnSviController {
  constructor(private readonly verify: VerifyStatus) {}

  /** The account's own number for status verification, and what partners see. */
  @Get()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async own(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
  ): Promise<{ number: string; status: SviStatus }> {
    return this.verify.own(caller, accountNumber);
  }
}
