import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import type { LinkView } from './link-view';
import { ReadLinks } from './read-links';

/** Links as this program's staff see them. */
@ApiTags('staff: links')
@Controller('v1/staff/links')
export class StaffLinksController {
  constructor(private readonly read: ReadLinks) {}

  @Get(':linkId')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async one(@Param('linkId', ParseUUIDPipe) linkId: string): Promise<LinkView> {
    return this.read.any(linkId);
  }
}
