import { startProgram } from '@harmonization/start-program';
import type { RunningService } from '@platform/bootstrap';
import type { Clock } from '@platform/clock';
import { PIP_PROGRAM } from './pip.program';

/** Starts this service inside a process that someone else runs: the local start, a test. */
export const start = (options: {
  environment: NodeJS.ProcessEnv;
  clock?: Clock;
  closeOnSignals?: boolean;
}): Promise<RunningService> =>
  startProgram(PIP_PROGRAM, {
    env: options.environment,
    clock: options.clock,
    closeOnSignals: options.closeOnSignals,
  });
