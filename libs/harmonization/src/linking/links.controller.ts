import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { AskTransfer } from './ask-transfer.use-case';
import { DifferencesKind, type DifferenceReport } from './differences-kind';
import { DisputeLink } from './dispute-link.use-case';
import { EndLink } from './end-link.use-case';
import type { DisputedLinkView, LinkView } from './link-view';
import { LinkQuery, LinkReasonDto, OptionalLinkReasonDto } from './link.dto';
import { ReadLinks } from './read-links';

/** A carrier's links. */
@ApiTags('links')
@Controller('v1/links')
export class LinksController {
  constructor(
    private readonly db: Database,
    private readonly read: ReadLinks,
    private readonly differences: DifferencesKind,
    private readonly end: EndLink,
    private readonly transfer: AskTransfer,
    private readonly disputes: DisputeLink,
  ) {}

  /** The caller's links. Of a disputed one nothing of the other company is told. */
  @Get()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async list(@CurrentCaller() caller: Caller): Promise<{ items: (LinkView | DisputedLinkView)[] }> {
    return { items: await this.read.own(caller) };
  }

  /** The link with its timeline: who did what, when, on which side and why; with `asOf`, as it stood at the end of that date. */
  @Get(':linkId')
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('linkId', ParseUUIDPipe) linkId: string,
    @Query() { asOf }: LinkQuery = {},
  ): Promise<LinkView | DisputedLinkView> {
    return this.read.one(caller, linkId, asOf);
  }

  /** Scenario 4: field by field, the host's value and the client's; the host's will stand. */
  @Get(':linkId/differences')
  @Roles('CARRIER_OFFICER')
  async report(
    @CurrentCaller() caller: Caller,
    @Param('linkId', ParseUUIDPipe) linkId: string,
  ): Promise<DifferenceReport> {
    const tx = this.db.source.manager;
    await this.read.requireShown(tx, caller, linkId);
    return this.differences.report(tx, linkId);
  }

  /** Asks for the end of the link; both accounts then stand alone. */
  @Post(':linkId/delink')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async delink(
    @CurrentCaller() caller: Caller,
    @Param('linkId', ParseUUIDPipe) linkId: string,
    @Body() body?: OptionalLinkReasonDto,
  ): Promise<LinkView | DisputedLinkView> {
    await this.end.execute(caller, linkId, body?.reason);
    return this.read.one(caller, linkId);
  }

  /** Asks both programs to move the host, e.g. because the headquarters have moved. Asking again changes nothing. */
  @Post(':linkId/transfer')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async askTransfer(
    @CurrentCaller() caller: Caller,
    @Param('linkId', ParseUUIDPipe) linkId: string,
    @Body() { reason }: LinkReasonDto,
  ): Promise<LinkView | DisputedLinkView> {
    await this.transfer.byCarrier(caller, linkId, reason);
    return this.read.one(caller, linkId);
  }

  /** "Not my company": pauses the link at once and hides the other company, until an officer has decided. */
  @Post(':linkId/dispute')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER')
  async dispute(
    @CurrentCaller() caller: Caller,
    @Param('linkId', ParseUUIDPipe) linkId: string,
    @Body() { reason }: LinkReasonDto,
  ): Promise<LinkView | DisputedLinkView> {
    await this.disputes.execute(caller, linkId, reason);
    return this.read.one(caller, linkId);
  }
}
