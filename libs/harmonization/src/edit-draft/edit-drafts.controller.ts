import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { DecideEditDraft } from './decide-edit-draft.use-case';
import type { EditDraft } from './edit-draft.entity';

/** Edits of an account that were kept while its system of record moved, or came from where it was before. */
@ApiTags('accounts')
@Controller('v1/accounts/:accountNumber/edit-drafts')
export class EditDraftsController {
  constructor(private readonly drafts: DecideEditDraft) {}

  /** Newest first, at most 200. */
  @Get()
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
  ): Promise<{ items: EditDraft[] }> {
    return { items: await this.drafts.list(caller, accountNumber) };
  }

  /** Applies a received draft as an edit of the caller. */
  @Post(':id/confirm')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async confirm(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<EditDraft> {
    return this.drafts.confirm(caller, accountNumber, id);
  }

  /** Discards an edit that was kept while the system of record moved. */
  @Post(':id/discard')
  @HttpCode(200)
  @Roles('CARRIER_OFFICER', 'CARRIER_USER')
  async discard(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<EditDraft> {
    return this.drafts.discard(caller, accountNumber, id);
  }
}
