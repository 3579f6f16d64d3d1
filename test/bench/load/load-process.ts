import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LoadReport, LoadResult, LoadTask } from './load-task';

/** The process that loads: never the one that is measured. It stays for all runs, so that it is as warm in each of them. */
export class LoadProcess {
  /** Rejects when the process ends, so that nobody waits for its answer for ever. */
  private readonly gone: Promise<never>;

  private constructor(private readonly child: ChildProcess) {
    this.gone = once(child, 'exit').then(() => Promise.reject(new Error('The load process has ended')));
    this.gone.catch(() => undefined);
  }

  static async with<T>(work: (load: LoadProcess) => Promise<T>): Promise<T> {
    const child = fork(join(__dirname, 'main.js'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    try {
      return await work(new LoadProcess(child));
    } finally {
      child.kill();
    }
  }

  async run(task: LoadTask): Promise<LoadResult> {
    this.child.send(task);
    const [report] = (await Promise.race([once(this.child, 'message'), this.gone])) as [LoadReport];
    if ('error' in report) throw new Error(report.error);
    return report.result;
  }

  /** Throws where anything failed: a rate of errors is not a rate. */
  async rateOf(task: LoadTask): Promise<number> {
    const { done, seconds, failures } = await this.run(task);
    if (Object.keys(failures).length > 0)
      throw new Error(`${task.kind}: some calls failed: ${JSON.stringify(failures)}`);
    return done / seconds;
  }
}
