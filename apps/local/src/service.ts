/**
 * One service as a child process of the launcher: the app as it ships, with a clock that can be moved. Everything else about
 * it stands in its environment. It ends with its parent, however that ends.
 */
import { ScheduledJobs } from '@messaging/scheduled-jobs/scheduled-jobs';
import type { Clock } from '@platform/clock';
import type { RunningService } from '@platform/bootstrap';
import { MovableClock } from './clock/movable-clock';
import { PROGRAMS, isProgram } from './programs';
import type { FromService, ToService } from './services/messages';

/** What each app offers in `start.ts`. */
interface StartableApp {
  start(options: {
    environment: NodeJS.ProcessEnv;
    clock: Clock;
    closeOnSignals: boolean;
  }): Promise<RunningService>;
}

const tell = (message: FromService): void => void process.send?.(message);

async function carryOut(service: RunningService, clock: MovableClock, order: ToService): Promise<void> {
  if (order.kind === 'move-clock') clock.moveTo(order.offsetMs);
  else await service.app.get(ScheduledJobs).runDueJobs();
}

function obey(service: RunningService, clock: MovableClock): void {
  process.on('message', (order: ToService) => {
    carryOut(service, clock, order).then(
      () => tell({ kind: 'done', id: order.id }),
      (error: unknown) => tell({ kind: 'done', id: order.id, error: (error as Error).message }),
    );
  });
}

async function main(program: string): Promise<void> {
  if (!isProgram(program)) throw new Error(`name one of ${PROGRAMS.join(', ')}`);
  const clock = new MovableClock(Number(process.env.LOCAL_CLOCK_OFFSET_MS ?? 0));
  const app = (await import(`../../${program}/src/start`)) as StartableApp;
  const service = await app.start({ environment: process.env, clock, closeOnSignals: false });
  const end = (): void => void service.close().finally(() => process.exit(0));
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  obey(service, clock);
  tell({ kind: 'ready', url: service.url });
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error);
  tell({ kind: 'failed', reason: (error as Error).message });
  process.exitCode = 1;
  process.disconnect?.();
});
