import { APP_GUARD } from '@nestjs/core';
import type { KernelPart } from '../kernel-parts';
import { DueController } from './due.controller';
import { Duties } from './duties';
import { CarrierSignIn, DutyReminder, DutyRow } from './duty.entity';
import { OwnDutiesController } from './own-duties.controller';
import { RecordSignIn } from './record-sign-in.guard';
import { Reminders } from './reminders';

/** What is due, the reminders of it, and the sign-ins that one of the duties is about. */
export const DUE_DATES_PART: KernelPart = {
  controllers: [DueController, OwnDutiesController],
  providers: [Duties, Reminders, { provide: APP_GUARD, useClass: RecordSignIn }],
  entities: [CarrierSignIn, DutyReminder, DutyRow],
};
