import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { give, IdempotentCall, type IdempotentRequest } from '@platform/idempotency/idempotent-request';
import { IsString, Length, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { ClaimAccount } from './claim-account.use-cases';
import type { RequestView, ToldRequestView } from './ownership-view';
import { IsReason, ReasonDto } from './people.dto';
import { RequestOwnership } from './request-ownership.use-cases';

export class ClaimDto {
  @ApiProperty()
  @Matches(/^[A-Z0-9]{1,15}$/)
  accountNumber: string;
}

export class ClaimCodeDto extends ClaimDto {
  @ApiProperty({ description: 'The code that was mailed to the contact on file' })
  @IsString()
  @Length(10, 20)
  code: string;
}

export class OwnershipRequestDto extends ClaimDto {
  @ApiProperty({
    description: 'Why: who you are to the company, and what became of those who managed the account',
  })
  @IsReason()
  reason: string;
}

/**
 * The first claim of an account that nobody has signed in to. Whatever number is named the answer is the same; the code goes to the
 * contact on file. No `Idempotency-Key`: asking again gives a new code and voids the earlier one.
 */
@ApiTags('people')
@Controller('v1/account-claims')
export class AccountClaimsController {
  constructor(private readonly claim: ClaimAccount) {}

  /**
   * Asks for the first claim of an imported account: a code goes to the contact on file. Answers alike whether the account exists.
   */
  @Post()
  @HttpCode(202)
  @Roles('CARRIER_OFFICER')
  async ask(
    @CurrentCaller() caller: Caller,
    @Body() { accountNumber }: ClaimDto,
  ): Promise<{ accountNumber: string; expiresAt: Date }> {
    return this.claim.ask(caller, accountNumber);
  }

  /** Claims the account with the code. */
  @Post('redeem')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async redeem(
    @CurrentCaller() caller: Caller,
    @Body() { accountNumber, code }: ClaimCodeDto,
  ): Promise<{ accountNumber: string }> {
    return this.claim.redeem(caller, accountNumber, code);
  }
}

/** A newcomer asks staff for an account whose people are gone. */
@ApiTags('people')
@Controller('v1/ownership-requests')
export class OwnershipRequestsController {
  constructor(private readonly requests: RequestOwnership) {}

  /**
   * Asks staff for an account whose people are gone; its old people are told and may object.
   * @sends Location
   */
  @Post()
  @Roles('CARRIER_OFFICER')
  async ask(
    @CurrentCaller() caller: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Body() body: OwnershipRequestDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestView> {
    return give(reply, await this.requests.ask(caller, body, request));
  }

  /** The caller's own, newest first, at most 100. */
  @Get()
  @Roles('CARRIER_OFFICER')
  async list(@CurrentCaller() caller: Caller): Promise<{ items: RequestView[] }> {
    return { items: await this.requests.own(caller) };
  }

  /** Takes the request back. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async withdraw(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<RequestView> {
    return this.requests.withdraw(caller, id);
  }
}

/** What the officers of an account may object to. */
@ApiTags('people')
@Controller('v1/accounts/:accountNumber/ownership-requests')
export class AccountOwnershipController {
  constructor(private readonly requests: RequestOwnership) {}

  /** Requests of others to take this account over. */
  @Get()
  @Roles('CARRIER_OFFICER')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
  ): Promise<{ items: ToldRequestView[] }> {
    return { items: await this.requests.told(caller, accountNumber) };
  }

  /** Objects to such a request, with a reason that staff read. */
  @Post(':id/object')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async object(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ReasonDto,
  ): Promise<ToldRequestView> {
    return this.requests.object(caller, accountNumber, id, reason);
  }
}
