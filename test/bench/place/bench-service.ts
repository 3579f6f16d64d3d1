import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProgramName } from '../../../apps/local/src/programs';
import { environmentOf, NODE_FLAGS } from '../../../apps/local/src/services/service-environment';
import { residentMegabytes } from './resident';
import type { Place } from './place';

/** What a bench sets beside what `npm start` sets. */
export type ServiceVariables = Readonly<Record<string, string>>;

interface ServiceOptions {
  readonly place: Place;
  readonly variables: ServiceVariables;
  readonly profile: string | undefined;
}

const READY_DEADLINE_MS = 60_000;
const dist = (...path: string[]): string => join(__dirname, '..', '..', '..', ...path);

/** The entry point of an app as it ships. */
const entryOf = (program: ProgramName): string => dist('apps', program, 'src', 'main.js');

/** A service under load, in a process of its own. */
export class BenchService {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(
    program: ProgramName,
    { place, variables, profile }: ServiceOptions,
  ): Promise<BenchService> {
    const log = openSync(place.folder.at('logs', `${program}.log`), 'a', 0o600);
    const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
    const child = spawn(process.execPath, [...NODE_FLAGS, ...profiling, entryOf(program)], {
      env: { ...environmentOf(program, place.around, {}), PATH: process.env.PATH, ...variables },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    const service = new BenchService(`http://127.0.0.1:${place.around.ports[program]}`, child);
    try {
      await service.becomesReady(() => place.logOf(`${program}.log`));
      return service;
    } catch (error) {
      await service.stop();
      throw error;
    }
  }

  /** Megabytes resident now. */
  resident(): number {
    return residentMegabytes(this.child.pid!);
  }

  async stop(): Promise<void> {
    if (this.hasEnded()) return;
    const gone = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill('SIGTERM');
    const patience = setTimeout(() => this.child.kill('SIGKILL'), 15_000);
    await gone;
    clearTimeout(patience);
  }

  private hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async becomesReady(lastWords: () => string): Promise<void> {
    for (
      const deadline = Date.now() + READY_DEADLINE_MS;
      Date.now() < deadline && !this.hasEnded();
      await delay(50)
    ) {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      if (answer?.ok) return;
    }
    throw new Error(`A service did not become ready:\n${lastWords()}`);
  }
}
