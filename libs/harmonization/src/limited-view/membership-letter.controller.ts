import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { AnswersFile } from '@platform/openapi/answers-file';
import { WriteLetter } from './write-letter.use-case';

/** The letter by which a member shows its standing, where the program proves it by letter. */
@ApiTags('limited views')
@Controller('v1/accounts/:accountNumber/membership-letter')
export class MembershipLetterController {
  constructor(private readonly letter: WriteLetter) {}

  /** The letter of membership, for printing. */
  @Get()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  @AnswersFile('text/html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
  async read(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
  ): Promise<string> {
    return this.letter.execute(caller, accountNumber);
  }
}
