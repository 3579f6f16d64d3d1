import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '@testing/postgres/free-port';
import type { FromService, ToService } from '../../../apps/local/src/services/messages';
import { environmentOf, Side } from './side';

const ROOT = join(__dirname, '..', '..', '..');
const ENTRY = join(ROOT, 'dist', 'apps', 'local', 'src', 'service.js');

/** Compiles what has changed, so that the processes run the code under test. */
export function buildServices(): void {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The build failed: ${stderr}`);
}

/** A service in a process of its own, at one address for all its lives, so that it can be killed between any two steps. */
export class ProcessSide extends Side {
  private child: ChildProcess | undefined;
  private port: number | undefined;
  private lastOrder = 0;
  private lastStart: Promise<void> = Promise.resolve();
  deaths = 0;

  override get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  override async start(): Promise<void> {
    this.port ??= await freePort(0);
    const { program, clock } = this.settings;
    const environment = {
      PATH: process.env.PATH,
      LOCAL_CLOCK_OFFSET_MS: String(clock.distanceMs),
      NODE_ENV: 'production',
    };
    const child = fork(ENTRY, [program.toLowerCase()], {
      env: { ...environment, ...environmentOf(this.settings), PORT: String(this.port) },
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child = child;
    await heard(child, ({ kind }) => kind === 'ready');
  }

  override async stop(): Promise<void> {
    await this.lastStart;
    const { child } = this;
    if (!child) return;
    const gone = ended(child);
    child.kill('SIGTERM');
    await gone;
  }

  /** Dies at once, with whatever it was doing, and is started again; nothing waits for it but `settled`. */
  dieAndComeBack(onceBack: () => Promise<unknown> = () => this.hurry()): void {
    this.deaths++;
    this.lastStart = this.lastStart
      .then(() => this.killed())
      .then(() => this.start())
      .then(async () => {
        await onceBack();
      });
  }

  /** Resolves once it runs again after its last death. */
  settled(): Promise<void> {
    return this.lastStart;
  }

  /** Killed while it runs them, it runs them again once it is back. */
  override async runDueJobs(): Promise<void> {
    const life = this.deaths;
    await this.lastStart;
    try {
      await this.order({ kind: 'move-clock', offsetMs: this.settings.clock.distanceMs });
      await this.order({ kind: 'run-jobs' });
    } catch (error) {
      if (this.deaths === life) throw error;
      await this.runDueJobs();
    }
  }

  private async killed(): Promise<void> {
    const gone = ended(this.child!);
    this.child!.kill('SIGKILL');
    await gone;
  }

  /** What a dead process had claimed, or a living one keeps for its next try, is due in half a minute of the machine's time: now. */
  async hurry(): Promise<void> {
    await this.rows(
      `UPDATE outbox SET claimed_until = NULL, next_attempt_at = now() WHERE state = 'PENDING'`,
    );
  }

  private async order(order: { kind: 'move-clock'; offsetMs: number } | { kind: 'run-jobs' }): Promise<void> {
    const id = ++this.lastOrder;
    const child = this.child!;
    const done = heard(child, (message) => message.kind === 'done' && message.id === id);
    child.send({ ...order, id } satisfies ToService);
    await done;
  }
}

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode === null && child.signalCode === null
    ? new Promise((resolve) => child.once('exit', () => resolve()))
    : Promise.resolve();

function heard(child: ChildProcess, isIt: (message: FromService) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (work: () => void): void => {
      child.off('message', listen).off('exit', gone);
      work();
    };
    const listen = (message: FromService): void => {
      if (message.kind === 'failed') settle(() => reject(new Error(message.reason)));
      else if (isIt(message)) settle(resolve);
    };
    const gone = (code: number | null, signal: string | null): void =>
      settle(() => reject(new Error(`The service ended with ${signal ?? code}`)));
    child.on('message', listen).once('exit', gone);
  });
}
