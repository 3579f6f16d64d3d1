import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { AskTransfer } from './ask-transfer.use-case';
import { EndLink } from './end-link.use-case';
import type { LinkView } from './link-view';
import { LinkQuery, LinkReasonDto } from './link.dto';
import { ReadLinks } from './read-links';

/** Links as this program's staff see them. */
@ApiTags('staff: links')
@Controller('v1/staff/links')
export class StaffLinksController {
  constructor(
    private readonly read: ReadLinks,
    private readonly end: EndLink,
    private readonly transfer: AskTransfer,
  ) {}

  /** With the people of this program named in its timeline; with `asOf`, as the link stood at the end of that date. */
  @Get(':linkId')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async one(
    @Param('linkId', ParseUUIDPipe) linkId: string,
    @Query() { asOf }: LinkQuery = {},
  ): Promise<LinkView> {
    return this.read.any(linkId, asOf);
  }

  /** This program asks for the end of the link; both accounts then stand alone, with the data and the dates that they have. */
  @Post(':linkId/delink')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async delink(
    @CurrentCaller() officer: Caller,
    @Param('linkId', ParseUUIDPipe) linkId: string,
    @Body() { reason }: LinkReasonDto,
  ): Promise<LinkView> {
    await this.end.byStaff(officer, linkId, reason);
    return this.read.any(linkId);
  }

  /** Asks both programs to move the host: a HOST_TRANSFER case opens in both services, and one officer of each votes on it. */
  @Post(':linkId/transfer')
  @HttpCode(200)
  @Roles('OFFICER', 'HQ')
  async askTransfer(
    @CurrentCaller() officer: Caller,
    @Param('linkId', ParseUUIDPipe) linkId: string,
    @Body() { reason }: LinkReasonDto,
  ): Promise<LinkView> {
    await this.transfer.byStaff(officer, linkId, reason);
    return this.read.any(linkId);
  }
}
