import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { give, IdempotentCall, type IdempotentRequest } from '@platform/idempotency/idempotent-request';
import type { FastifyReply } from 'fastify';
import { InviteUser } from './invite-user.use-case';
import { ManageUsers } from './manage-users.use-cases';
import { InvitationDto, RoleDto } from './people.dto';
import type { InvitationView, UserView } from './user-view';

/** The people of an account at this program; at a linked account each program keeps its own. */
@ApiTags('people')
@Controller('v1/accounts/:accountNumber/users')
export class AccountUsersController {
  constructor(
    private readonly invite: InviteUser,
    private readonly manage: ManageUsers,
  ) {}

  /** Who may act on the account, and the invitations that are open. */
  @Get()
  @Roles('CARRIER_OFFICER')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
  ): Promise<{ items: UserView[]; invitations: InvitationView[] }> {
    return this.manage.list(caller, accountNumber);
  }

  /**
   * Invites by e-mail; the one-time code is in the mail and nowhere else.
   * @sends Location
   */
  @Post()
  @Roles('CARRIER_OFFICER')
  async create(
    @CurrentCaller() caller: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Param('accountNumber') accountNumber: string,
    @Body() body: InvitationDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InvitationView> {
    return give(reply, await this.invite.execute(caller, accountNumber, body, request));
  }

  /** Gives a user of the account another role. The last company officer stays one. */
  @Post(':id/role')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async changeRole(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { role }: RoleDto,
  ): Promise<UserView> {
    return this.manage.changeRole(caller, accountNumber, id, role);
  }

  /** Takes a user's access to the account away; the last company officer stays. */
  @Delete(':id')
  @HttpCode(204)
  @Roles('CARRIER_OFFICER')
  async remove(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.manage.remove(caller, accountNumber, id);
  }

  /** Revokes an invitation that nobody has accepted. */
  @Delete('invitations/:id')
  @HttpCode(204)
  @Roles('CARRIER_OFFICER')
  async revoke(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.manage.revokeInvitation(caller, accountNumber, id);
  }
}
