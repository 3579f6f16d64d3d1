import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import type { Page } from '@platform/http/pagination';
import { BanLogin } from './ban-login.use-case';
import type { KnownLogin } from './known-login.entity';
import { LoginsQuery, ReasonDto } from './people.dto';

/** Everyone who has signed in at this program. Roles come from the identity provider; here a login can only be shut out. */
@ApiTags('staff: people')
@Controller('v1/staff/users')
export class StaffUsersController {
  constructor(private readonly ban: BanLogin) {}

  /** Logins that this program knows, and whether they are disabled. */
  @Get()
  @Roles('HQ', 'AUDITOR')
  async list(@Query() query: LoginsQuery): Promise<Page<KnownLogin>> {
    return this.ban.list(query);
  }

  /** Disables a login at this program, with a reason. */
  @Post(':login/disable')
  @HttpCode(200)
  @Roles('HQ')
  async disable(
    @CurrentCaller() officer: Caller,
    @Param('login') login: string,
    @Body() { reason }: ReasonDto,
  ): Promise<KnownLogin> {
    return this.ban.execute(officer, login, reason, true);
  }

  /** Enables a disabled login, with a reason. */
  @Post(':login/enable')
  @HttpCode(200)
  @Roles('HQ')
  async enable(
    @CurrentCaller() officer: Caller,
    @Param('login') login: string,
    @Body() { reason }: ReasonDto,
  ): Promise<KnownLogin> {
    return this.ban.execute(officer, login, reason, false);
  }
}
