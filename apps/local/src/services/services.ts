import { join } from 'node:path';
import type { ClockControl } from '../clock/control-server';
import { PROGRAMS, type ProgramName, TITLES } from '../programs';
import type { LocalFolder } from '../store/local-folder';
import { type Surroundings, environmentOf } from './service-environment';
import { ServiceProcess } from './service-process';

const CLOCK = 'clock.json';

/** Both services and their common clock, whose distance to the machine's time is kept over restarts. */
export class Services implements ClockControl {
  private readonly processes: ServiceProcess[];
  private offset: number;

  constructor(
    around: Surroundings,
    private readonly folder: LocalFolder,
    say: (line: string) => void,
  ) {
    this.offset = folder.readJson<{ offsetMs: number }>(CLOCK)?.offsetMs ?? 0;
    this.processes = PROGRAMS.map(
      (program) =>
        new ServiceProcess({
          title: TITLES[program],
          program,
          entry: join(__dirname, '..', 'service.js'),
          environment: () => ({
            ...environmentOf(program, around),
            LOCAL_CLOCK_OFFSET_MS: String(this.offset),
          }),
          logFile: folder.at('logs', `${program}.log`),
          say,
        }),
    );
  }

  /** Both at once: neither needs the other to start. */
  async start(): Promise<Record<ProgramName, string>> {
    const started = await Promise.allSettled(this.processes.map((process) => process.start()));
    const failed = started.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    const urls = started.map((result) => (result as PromiseFulfilledResult<string>).value);
    return Object.fromEntries(PROGRAMS.map((program, index) => [program, urls[index]])) as Record<
      ProgramName,
      string
    >;
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.stop()));
  }

  offsetMs(): number {
    return this.offset;
  }

  /** Kept first: a service that dies now comes back with the moved time. Jobs run only when both clocks have moved. */
  async moveTo(offsetMs: number): Promise<void> {
    this.offset = offsetMs;
    this.folder.writeJson(CLOCK, { offsetMs });
    await Promise.all(this.processes.map((process) => process.ask({ kind: 'move-clock', offsetMs })));
    await Promise.all(this.processes.map((process) => process.ask({ kind: 'run-jobs' })));
  }
}
