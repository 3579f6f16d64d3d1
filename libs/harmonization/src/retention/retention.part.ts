import type { KernelPart } from '../kernel-parts';
import { CarryOutRetention } from './carry-out-retention.job';

/** Periods of retention, carried out daily. */
export const RETENTION_PART: KernelPart = { providers: [CarryOutRetention] };
