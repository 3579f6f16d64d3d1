import { APP_GUARD } from '@nestjs/core';
import type { KernelPart } from '../kernel-parts';
import { Hosts } from '../program/hosts';
import { LimitedViewGuard } from './limited-view.guard';
import { LimitedViews } from './limited-views';
import { MembershipLetterController } from './membership-letter.controller';
import { WriteLetter } from './write-letter.use-case';

/** What a carrier keeps at the program that does not host its account. */
export const LIMITED_VIEW_PART: KernelPart = {
  controllers: [MembershipLetterController],
  providers: [Hosts, LimitedViews, WriteLetter, { provide: APP_GUARD, useClass: LimitedViewGuard }],
};
