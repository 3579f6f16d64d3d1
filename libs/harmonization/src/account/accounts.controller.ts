import { Body, Controller, Get, Param, Patch, Res } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { entityTag, ExpectedVersion } from '@platform/http/entity-tag';
import type { FastifyReply } from 'fastify';
import { EditAccount } from './account-editing.use-case';
import { ReadAccounts } from './account-reading';
import type { AccountHostedElsewhere, AccountView, KeptDraft } from './account-view';

/** A carrier's accounts at this program. */
@ApiTags('accounts')
@Controller('v1/accounts')
export class AccountsController {
  constructor(
    private readonly read: ReadAccounts,
    private readonly edit: EditAccount,
  ) {}

  /** The caller's accounts in this program, each with its status and its link. */
  @Get()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async list(@CurrentCaller() caller: Caller): Promise<{ items: (AccountView | AccountHostedElsewhere)[] }> {
    return { items: await this.read.own(caller) };
  }

  /**
   * One of the caller's accounts: shared data, status, link, and what the other program has said.
   * @sends ETag
   */
  @Get(':accountNumber')
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccountView> {
    const view = await this.read.one(caller, accountNumber);
    reply.header('etag', entityTag(view.version));
    return view;
  }

  /**
   * Edits shared data by JSON Merge Patch; where the other program hosts the account the answer is 409 HOSTED_ELSEWHERE. 202: the
   * edit is kept as a draft, because the system of record is moving or what it changes is under review.
   * @sends ETag
   */
  @Patch(':accountNumber')
  @ApiBody({ schema: { $ref: '#/components/schemas/SharedData' } })
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async patch(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @ExpectedVersion() version: number,
    @Body() patch: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccountView | KeptDraft> {
    const edited = await this.edit.execute(caller, accountNumber, version, patch);
    if ('draft' in edited) {
      reply.status(202);
      return edited;
    }
    return this.one(caller, accountNumber, reply);
  }
}
