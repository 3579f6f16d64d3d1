import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import type { Page } from '@platform/http/pagination';
import { AdvanceApplication } from './advance-application.use-cases';
import {
  DecisionDto,
  HeadquartersCheckDto,
  InformationRequestDto,
  StaffApplicationsQuery,
} from './application.dto';
import type { ApplicationView } from './application-view';
import { ReadApplications, type ListedApplicationView, type StaffApplicationView } from './read-applications';

/** Review by this program's own officers. */
@ApiTags('staff: applications')
@Controller('v1/staff/applications')
export class StaffApplicationsController {
  constructor(
    private readonly advance: AdvanceApplication,
    private readonly read: ReadApplications,
  ) {}

  /** Applications at this program, filtered by state. */
  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async list(@Query() query: StaffApplicationsQuery): Promise<Page<ListedApplicationView>> {
    return this.read.listForStaff(query, query.state);
  }

  /** One application with both supplements, the checks of eligibility and what is still to be verified. */
  @Get(':id')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async one(@Param('id', ParseUUIDPipe) id: string): Promise<StaffApplicationView> {
    return this.read.forStaff(id);
  }

  /** Returns the application to the carrier with a question. */
  @Post(':id/request-info')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async requestInformation(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { text }: InformationRequestDto,
  ): Promise<ApplicationView> {
    return this.read.viewOf(await this.advance.requestInformation(officer, id, text));
  }

  /** This program's decision: approval, or denial with a reason code. The other program's membership stays as it is. */
  @Post(':id/decision')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async decide(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { outcome, reasonCode }: DecisionDto,
  ): Promise<ApplicationView> {
    return this.read.viewOf(await this.advance.decide(officer, id, outcome, reasonCode));
  }

  /** The check of the headquarters, required before a link goes active. */
  @Post(':id/headquarters')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async checkHeadquarters(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { outcome }: HeadquartersCheckDto,
  ): Promise<ApplicationView> {
    return this.read.viewOf(await this.advance.verifyHeadquarters(officer, id, outcome));
  }
}
