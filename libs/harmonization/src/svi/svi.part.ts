import type { KernelPart } from '../kernel-parts';
import { OwnSviController, SviController } from './svi.controller';
import { SviMonitored, SviNumber, SviUse } from './svi.entity';
import { SviPartners } from './svi-partners';
import { VerifyStatus } from './verify-status.use-cases';

/** Status verification between partners. */
export const SVI_PART: KernelPart = {
  controllers: [OwnSviController, SviController],
  providers: [SviPartners, VerifyStatus],
  entities: [SviMonitored, SviNumber, SviUse],
};
