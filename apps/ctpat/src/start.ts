import { startProgram } from '@harmonization/start-program';
import type { RunningService } from '@platform/bootstrap';
import type { Clock } from '@platform/clock';
import { CTPAT_PROGRAM } from './ctpat.program';

/** Starts this service inside a process that someone else runs: the local start, a test. */
export const start = (options: {
  environment: NodeJS.ProcessEnv;
  clock?: Clock;
  closeOnSignals?: boolean;
}): Promise<RunningService> =>
  startProgram(CTPAT_PROGRAM, {
    env: options.environment,
    clock: options.clock,
    closeOnSignals: options.closeOnSignals,
  });
