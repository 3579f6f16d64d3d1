import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { Accounts } from '../account/accounts';
import { RefusedError } from '../refusal/refused.error';
import { Consent } from './consent.entity';
import { Consents } from './consents';

/** What the carrier has agreed to, with the text's version and the fields that it covers. */
@ApiTags('consents')
@Controller('v1/accounts/:accountNumber/consents')
export class AccountConsentsController {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly consents: Consents,
  ) {}

  @Get()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
  ): Promise<{ items: Consent[] }> {
    const tx = this.db.source.manager;
    if (!(await this.accounts.mayAct(tx, caller, accountNumber)))
      throw new RefusedError({ code: 'NOT_FOUND' });
    return { items: await this.consents.ofAccount(tx, accountNumber) };
  }
}
