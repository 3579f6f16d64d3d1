import { Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { IssueLinkCode } from './issue-link-code.use-case';

/** One-time codes. No `Idempotency-Key` here: asking again gives a new code and voids the earlier one, and no code is kept. */
@ApiTags('links')
@Controller('v1/accounts/:accountNumber/link-codes')
export class LinkCodesController {
  constructor(private readonly codes: IssueLinkCode) {}

  /** Issues a one-time code that links this membership to an application at the other program. An earlier code is void. */
  @Post()
  @Roles('CARRIER_OFFICER')
  async issue(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
  ): Promise<{ code: string; expiresAt: Date }> {
    return this.codes.execute(caller, accountNumber);
  }
}
