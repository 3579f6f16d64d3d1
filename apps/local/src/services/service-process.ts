import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { NODE_FLAGS } from './service-environment';
import { PlainError } from '../plain-error';
import type { FromService, Order } from './messages';
import { restartDelay } from './restart-delay';

export interface ServiceSettings {
  title: string;
  /** The compiled `service.js`. */
  entry: string;
  program: string;
  /** Asked at each start: the clock's distance may have changed since. */
  environment: () => NodeJS.ProcessEnv;
  logFile: string;
  say: (line: string) => void;
}

const STOP_DEADLINE_MS = 15_000;
const READY_DEADLINE_MS = 90_000;
/** A process that has lived this long was well: its next death is a new story. */
const WELL_AFTER_MS = 60_000;

/** A service in a process of its own: started, asked, started again when it dies, stopped. */
export class ServiceProcess {
  private child?: ChildProcess;
  private stopping = false;
  private deaths = 0;
  private lastId = 0;
  private readonly open = new Map<number, { done: () => void; failed: (error: Error) => void }>();
  private up: Promise<string> = Promise.reject(new Error('not started'));

  constructor(private readonly settings: ServiceSettings) {
    this.up.catch(() => undefined);
  }

  /** Resolves with the address once the service answers; a first start that fails is told, not repeated. */
  async start(): Promise<string> {
    this.up = this.launch();
    return this.up;
  }

  /** Gives an order and waits until it is carried out. A process that is just starting again is waited for. */
  async ask(order: Order): Promise<void> {
    await this.up;
    const id = ++this.lastId;
    const answer = new Promise<void>((done, failed) => this.open.set(id, { done, failed }));
    this.child?.send({ ...order, id }, (error) => error && this.settle(id, error.message));
    return answer;
  }

  /** SIGTERM, then time to finish, then SIGKILL. */
  async stop(): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (!child || hasEnded(child)) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
    await gone;
    clearTimeout(patience);
  }

  private launch(): Promise<string> {
    const log = openSync(this.settings.logFile, 'a', 0o600);
    // Its own process group: Ctrl-C reaches the launcher only, which stops everything in order.
    const child = fork(this.settings.entry, [this.settings.program], {
      env: this.settings.environment(),
      execArgv: NODE_FLAGS,
      stdio: ['ignore', log, log, 'ipc'],
      detached: true,
    });
    closeSync(log);
    this.child = child;
    return this.becomesReady(child);
  }

  private becomesReady(child: ChildProcess): Promise<string> {
    const startedAt = Date.now();
    return new Promise((resolve, reject) => {
      let isReady = false;
      // What did not come up must be gone before the next try: it may hold the port.
      const fail = (reason: string): void => {
        if (!hasEnded(child)) child.kill('SIGKILL');
        const why = `The ${this.settings.title} did not start: ${reason} (see ${this.settings.logFile})`;
        reject(new PlainError(why));
      };
      const patience = setTimeout(() => fail('it took too long'), READY_DEADLINE_MS);
      child.on('message', (message: FromService) => {
        if (message.kind === 'failed') fail(message.reason);
        if (message.kind === 'done') this.settle(message.id, message.error);
        if (message.kind !== 'ready') return;
        isReady = true;
        clearTimeout(patience);
        resolve(message.url);
      });
      child.once('error', (error) => fail(error.message));
      child.once('exit', (code, signal) => {
        clearTimeout(patience);
        fail(`it ended with ${signal ?? `code ${code}`}`);
        this.failOpen();
        if (isReady && !this.stopping) this.revive(Date.now() - startedAt, signal ?? `code ${code}`);
      });
    });
  }

  private settle(id: number, error?: string): void {
    const waiting = this.open.get(id);
    this.open.delete(id);
    if (error === undefined) waiting?.done();
    else waiting?.failed(new Error(`${this.settings.title}: ${error}`));
  }

  private failOpen(): void {
    [...this.open.keys()].forEach((id) => this.settle(id, 'the process ended before it had answered'));
  }

  private revive(livedMs: number, how: string): void {
    this.deaths = livedMs > WELL_AFTER_MS ? 1 : this.deaths + 1;
    const wait = restartDelay(this.deaths);
    this.settings.say(
      `The ${this.settings.title} ended unexpectedly (${how}); it starts again in ${wait / 1000} s.`,
    );
    this.up = this.startAgain(wait);
    this.up.catch(() => undefined);
  }

  private async startAgain(wait: number): Promise<string> {
    for (let pause = wait; ; pause = restartDelay(++this.deaths)) {
      await delay(pause);
      if (this.stopping) throw new Error('stopping');
      try {
        const url = await this.launch();
        this.settings.say(`The ${this.settings.title} is back at ${url}.`);
        return url;
      } catch (error) {
        this.settings.say((error as Error).message);
      }
    }
  }
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;
