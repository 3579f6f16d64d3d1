import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { ReadBothSides, type BothSidesView } from './read-both-sides';

/** Both countries' view of one carrier, for officers. */
@ApiTags('staff: accounts')
@Controller('v1/staff/accounts/:accountNumber/both-sides')
export class BothSidesController {
  constructor(private readonly read: ReadBothSides) {}

  /** Per field who owns it, the data version at which it last changed on each side, and when it crossed. */
  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async one(@Param('accountNumber') accountNumber: string): Promise<BothSidesView> {
    return this.read.of(accountNumber);
  }
}
