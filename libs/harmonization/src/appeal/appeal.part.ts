import type { KernelPart } from '../kernel-parts';
import { AppealCase } from './appeal.case';
import { Appeal } from './appeal.entity';
import { Appeals } from './appeals';
import { AppealsController } from './appeals.controller';

/** A carrier's appeals and headquarters' decisions on them. */
export const APPEAL_PART: KernelPart = {
  controllers: [AppealsController],
  providers: [AppealCase, Appeals],
  entities: [Appeal],
};
