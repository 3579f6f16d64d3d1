import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { Accounts } from '../account/accounts';
import { HiddenCompany } from '../linking/hidden-company';
import { ValidationResponses } from './validation-response.use-case';
import { ResponseDto } from './validation.dto';
import { Validation } from './validation.entity';
import { Validations } from './validations';
import { VisitCarrier } from './visit-carrier.use-case';

/** A carrier's own validations: read them, answer required actions, waive the notice period. */
@ApiTags('validations')
@Controller('v1/accounts/:accountNumber/validations')
export class ValidationsController {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly responses: ValidationResponses,
    private readonly visits: VisitCarrier,
    private readonly validations: Validations,
    private readonly company: HiddenCompany,
  ) {}

  /** Validations of the caller's account. */
  @Get()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
  ): Promise<{ items: Validation[] }> {
    const tx = this.db.source.manager;
    await this.accounts.requireOwn(tx, caller, accountNumber);
    const rows = await this.validations.ofAccount(tx, accountNumber);
    const isHidden = await this.company.isHidden(tx, accountNumber);
    return { items: isHidden ? rows.filter(({ performedHere }) => performedHere) : rows };
  }

  /** Answers required actions at the host, or the client's question where the client has asked one. */
  @Post(':id/responses')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async respond(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { text }: ResponseDto,
  ): Promise<Validation> {
    return this.responses.respond(caller, { accountNumber, id }, text);
  }

  /** Agrees to be visited sooner than 30 days after the notice. */
  @Post(':id/waiver')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async waive(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<Validation> {
    return this.visits.waiveNotice(caller, { accountNumber, id });
  }
}
