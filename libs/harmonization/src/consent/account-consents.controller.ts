import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { Idempotency } from '@platform/idempotency/idempotency';
import { give, IdempotentCall, type IdempotentRequest } from '@platform/idempotency/idempotent-request';
import { IsIn, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Accounts } from '../account/accounts';
import { HiddenCompany } from '../linking/hidden-company';
import { LinkLedger } from '../linking/link-ledger';
import { ChangeConsent } from './change-consent.use-cases';
import { Consent } from './consent.entity';
import { ConsentKind } from './consent-kind';
import type { ConsentFact } from './consents';
import { Consents } from './consents';

const SCOPE = /^[A-Z][A-Z0-9_]{1,39}$/;

export class GiveConsentDto {
  @ApiProperty({ example: 'HARMONIZATION_SHARE' })
  @Matches(SCOPE)
  scope: string;

  @ApiProperty({ example: '2026-01', description: 'The version in force, from GET /v1/consent-texts' })
  @Matches(/^[\w.-]{1,40}$/)
  textVersion: string;

  @ApiProperty({ enum: ['en', 'fr'], description: 'The language in which the words were read' })
  @IsIn(['en', 'fr'])
  language: 'en' | 'fr';
}

export class WithdrawConsentDto {
  @ApiProperty({ example: 'HARMONIZATION_SHARE' })
  @Matches(SCOPE)
  scope: string;
}

export interface ConsentsView {
  items: Consent[];
  /** What the other program says that the carrier agreed to there, while the accounts are linked. */
  peer: ConsentFact[];
}

/** What the carrier has agreed to, with the text's version and the fields that it covers; to give, to withdraw, to give again. */
@ApiTags('consents')
@Controller('v1/accounts/:accountNumber/consents')
export class AccountConsentsController {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly consents: Consents,
    private readonly kind: ConsentKind,
    private readonly ledger: LinkLedger,
    private readonly change: ChangeConsent,
    private readonly company: HiddenCompany,
    private readonly idempotency: Idempotency,
  ) {}

  /** Consents of the account by scope, with the version of the text and the fields that it covers. */
  @Get()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
  ): Promise<ConsentsView> {
    const tx = this.db.source.manager;
    await this.accounts.requireOwn(tx, caller, accountNumber);
    const linkId = await this.ledger.liveLinkOf(tx, accountNumber);
    const isHidden = await this.company.isHidden(tx, accountNumber);
    const peer = linkId && !isHidden ? await this.kind.heardOf(tx, linkId) : [];
    return { items: await this.consents.ofAccount(tx, accountNumber), peer };
  }

  /**
   * Gives a consent, or gives it again; it supersedes an earlier one of its scope.
   * @sends Location
   */
  @Post()
  @Roles('CARRIER_OFFICER')
  async give(
    @CurrentCaller() caller: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Param('accountNumber') accountNumber: string,
    @Body() body: GiveConsentDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Consent> {
    return give(
      reply,
      await this.idempotency.run(request, async (tx) => ({
        status: 201,
        body: await this.change.give(tx, caller, accountNumber, body),
        location: `/v1/accounts/${accountNumber}/consents`,
      })),
    );
  }

  /** Takes a consent back. Without the one to share nothing more crosses, and the accounts are separated after 30 days. */
  @Post('withdraw')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async withdraw(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Body() { scope }: WithdrawConsentDto,
  ): Promise<ConsentsView> {
    await this.db.transaction((tx) => this.change.withdraw(tx, caller, accountNumber, scope));
    return this.list(caller, accountNumber);
  }
}
