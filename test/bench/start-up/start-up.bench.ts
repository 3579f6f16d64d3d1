import { spawn, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  chmodSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Bench } from '../bench';
import { atMost, type Figure } from '../figure';
import { closeAtSignal } from '../place/at-signal';
import { residentMegabytes } from '../place/resident';
import { median } from '../turns';

const GOAL_SECONDS = 15;
const GOAL_MEGABYTES = 200;
const RUNS = 3;
const IDLE_MS = 5_000;
const DEADLINE_MS = 120_000;
/** What a fresh clone does not have, or what is linked instead of copied. */
const LEFT_OUT = new Set(['node_modules', 'dist', '.local', '.git', 'coverage']);

const PROJECT = resolve(__dirname, '..', '..', '..', '..');

/** A copy of the project as it is cloned, with its packages installed and nothing built. */
function freshCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), 'harmonization-bench-start-'));
  chmodSync(copy, 0o755);
  for (const name of readdirSync(PROJECT))
    if (!LEFT_OUT.has(name)) cpSync(join(PROJECT, name), join(copy, name), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Seconds until the addresses are published, which is when everything answers. */
async function ready(child: ChildProcess, copy: string): Promise<number> {
  const since = performance.now();
  for (
    const until = Date.now() + DEADLINE_MS;
    Date.now() < until && child.exitCode === null;
    await delay(20)
  ) {
    if (existsSync(join(copy, '.local', 'endpoints.json'))) return (performance.now() - since) / 1_000;
  }
  throw new Error('npm start did not become ready');
}

interface StartedOnce {
  readonly seconds: number;
  readonly megabytes: Readonly<Record<string, number>>;
}

async function startOnce(copy: string): Promise<StartedOnce> {
  const child = spawn('npm', ['start', '--', '--no-pilot'], { cwd: copy, stdio: 'ignore', detached: true });
  const closed = closeAtSignal(() => stop(child, copy));
  try {
    const seconds = await ready(child, copy);
    await delay(IDLE_MS);
    return { seconds, megabytes: residentServices(copy) };
  } finally {
    closed();
    await stop(child, copy);
  }
}

/** Nothing is left of a start that failed: why it did is to be told then, not that. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** npm may end before what it has started: the launcher is gone once it has given its lock back. */
async function stop(child: ChildProcess, copy: string): Promise<void> {
  const hasEnded = child.exitCode !== null || child.signalCode !== null;
  const gone = hasEnded ? Promise.resolve() : once(child, 'exit');
  endGroup(child.pid!);
  await gone;
  for (const until = Date.now() + 30_000; Date.now() < until; await delay(100)) {
    if (!existsSync(join(copy, '.local', 'launcher.json'))) return;
  }
}

/** Service processes of this copy, found by their command line; where processes have none to read, nothing is found. */
function residentServices(copy: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const [, entry, program] = commandLine(pid);
    if (entry === join(copy, 'dist', 'apps', 'local', 'src', 'service.js') && program)
      found[program] = residentMegabytes(Number(pid));
  }
  return found;
}

function commandLine(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function figuresOf(runs: readonly StartedOnce[], later: StartedOnce): Figure[] {
  const programs = Object.keys(later.megabytes).toSorted();
  return [
    atMost(
      'npm start to ready, nothing built, no database yet',
      median(runs.map(({ seconds }) => seconds)),
      's',
      GOAL_SECONDS,
    ),
    atMost('npm start to ready, the second time', later.seconds, 's', GOAL_SECONDS),
    ...programs.map((program) =>
      atMost(
        `memory of the ${program} service when idle`,
        Math.max(...[...runs, later].map(({ megabytes }) => megabytes[program]!)),
        'MB',
        GOAL_MEGABYTES,
      ),
    ),
  ];
}

/** `npm start` as after a clone with the packages installed, without the pilot: build, databases, migrations, sign-in, both services. */
export const benchStartUp: Bench = async ({ say }) => {
  const runs: StartedOnce[] = [];
  for (let run = 1; run <= RUNS; run++) {
    const copy = freshCopy();
    try {
      runs.push(await startOnce(copy));
      say(`start ${run}: ${runs.at(-1)!.seconds.toFixed(1)} s`);
      if (run === RUNS) return figuresOf(runs, await startOnce(copy));
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  }
  return [];
};
