import type { KernelPart } from '../kernel-parts';
import { Arrangements } from './arrangements';
import { ArrangementsController, ProposalsController } from './arrangements.controllers';
import { Proposal } from './proposal.entity';
import { Proposals } from './proposals';

/** Arrangements between the programs, and what takes two persons of headquarters. */
export const ARRANGEMENT_PART: KernelPart = {
  controllers: [ArrangementsController, ProposalsController],
  providers: [Arrangements, Proposals],
  entities: [Proposal],
};
