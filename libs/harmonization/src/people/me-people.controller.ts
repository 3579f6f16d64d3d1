import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles, SignedIn } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import type { Language } from '@platform/http/language';
import { AcceptInvitation } from './accept-invitation.use-case';
import { ChooseLanguage } from './choose-language.use-case';
import { CodeDto, LanguageDto } from './people.dto';

/** What someone signed in settles about itself: the language of its mail, and which account it has been invited to. */
@ApiTags('me')
@Controller('v1')
export class MePeopleController {
  constructor(
    private readonly accept: AcceptInvitation,
    private readonly language: ChooseLanguage,
  ) {}

  /** The language chosen for mail; `null` where none is: the program then writes in its own. */
  @Get('me/language')
  @SignedIn()
  async readLanguage(@CurrentCaller() caller: Caller): Promise<{ language: Language | null }> {
    return this.language.read(caller);
  }

  /** Chooses the language of the caller's notices. */
  @Put('me/language')
  @SignedIn()
  async chooseLanguage(
    @CurrentCaller() caller: Caller,
    @Body() { language }: LanguageDto,
  ): Promise<{ language: Language | null }> {
    return this.language.execute(caller, language);
  }

  /** Accepts an invitation to an account with the code that came by mail. */
  @Post('invitations/accept')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async acceptInvitation(
    @CurrentCaller() caller: Caller,
    @Body() { code }: CodeDto,
  ): Promise<{ accountNumber: string; role: string }> {
    return this.accept.execute(caller, code);
  }
}
