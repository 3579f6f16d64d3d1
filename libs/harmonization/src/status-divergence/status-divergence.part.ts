import type { KernelPart } from '../kernel-parts';
import { StatusDivergence } from './status-divergence';
import { StatusDivergenceCase } from './status-divergence.case';

/** What follows here from a status at the other program. */
export const STATUS_DIVERGENCE_PART: KernelPart = { providers: [StatusDivergence, StatusDivergenceCase] };
