import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { give, IdempotentCall, type IdempotentRequest } from '@platform/idempotency/idempotent-request';
import { IsArray, IsObject, IsString, Length, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import type { Attestations, ConsentGiven } from '../domain/application-form';
import { AcknowledgeDifferences } from './acknowledge-differences.use-case';
import type { ApplicationView } from './application-view';
import { ReadApplications } from './read-applications';
import { SubmitApplication } from './submit-application.use-case';

export class LinkMembersDto {
  @ApiProperty({ description: 'Your account at this program' })
  @Matches(/^[A-Z0-9]{1,15}$/)
  accountNumber: string;

  @ApiProperty({ description: 'Your account at the other program' })
  @Matches(/^[A-Z0-9]{1,15}$/)
  peerAccountNumber: string;

  @ApiProperty({ description: 'The one-time code that the other program gave you' })
  @IsString()
  @Length(10, 20)
  code: string;

  @ApiProperty({
    type: 'array',
    items: { $ref: '#/components/schemas/ConsentGivenDraft' },
    description: 'HARMONIZATION_SHARE, in its version of GET /v1/consent-texts',
  })
  @IsArray()
  consents: ConsentGiven[];

  @ApiProperty({ allOf: [{ $ref: '#/components/schemas/AttestationsDraft' }] })
  @IsObject()
  attestations: Attestations;
}

/** Scenario 4: an active member of both programs links its two accounts. Redeeming the code creates an application. */
@ApiTags('links')
@Controller('v1/links')
export class LinkMembersController {
  constructor(
    private readonly submit: SubmitApplication,
    private readonly acknowledge: AcknowledgeDifferences,
    private readonly read: ReadApplications,
  ) {}

  /**
   * Links two existing memberships (scenario 4) with the code that the other program has given to their company officer. The other
   * program checks the code: the application then goes on, or asks for PROOF (`POST /v1/applications/{id}/proof`).
   * @sends Location
   */
  @Post()
  @Roles('CARRIER_OFFICER')
  async redeem(
    @CurrentCaller() caller: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Body() body: LinkMembersDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationView> {
    const { accountNumber, peerAccountNumber, code, consents, attestations } = body;
    const input = {
      accountNumber,
      peerMembership: { accountNumber: peerAccountNumber, code },
      form: { consents, attestations },
    };
    return give(reply, await this.submit.execute(caller, input, false, request));
  }

  /** The carrier acknowledges that the host's values win. */
  @Post(':linkId/acknowledge')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async acknowledgeDifferences(
    @CurrentCaller() caller: Caller,
    @Param('linkId', ParseUUIDPipe) linkId: string,
  ): Promise<ApplicationView> {
    return this.read.viewOf(await this.acknowledge.execute(caller, linkId));
  }
}
