import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from './documents';

const READY_DEADLINE_MS = 90_000;

/** What `scripts/start.mjs` does after its preparations. Ends with its parent, however that ends. */
const LAUNCH = `
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  require('./dist/apps/local/src/main').launch({ root: process.cwd(), pilot: false }).then((code) => process.exit(code));`;

async function succeed(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The command ended with code ${code}`);
}

/**
 * A folder that looks like the project to whoever follows the README, with a `.local/` of its own: a start that runs in
 * the project itself is neither used nor disturbed.
 */
export class OwnCopy {
  private launcher: ChildProcess | undefined;
  private said = '';

  private constructor(readonly folder: string) {}

  static async make(): Promise<OwnCopy> {
    await succeed(spawn(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, stdio: 'inherit' }));
    const folder = mkdtempSync(join(tmpdir(), 'harmonization-readme-'));
    // The account that PostgreSQL runs as, when root starts it, must pass through.
    chmodSync(folder, 0o711);
    cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
    symlinkSync(join(ROOT, 'dist'), join(folder, 'dist'));
    return new OwnCopy(folder);
  }

  /** Resolves once the addresses are published. */
  async start(): Promise<void> {
    const launcher = spawn(process.execPath, ['-e', LAUNCH], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.launcher = launcher;
    for (const stream of [launcher.stdout, launcher.stderr])
      stream?.on('data', (chunk) => (this.said += String(chunk)));
    const deadline = Date.now() + READY_DEADLINE_MS;
    while (!existsSync(join(this.folder, '.local', 'endpoints.json'))) {
      if (launcher.exitCode !== null || Date.now() > deadline)
        throw new Error(`The services did not start:\n${this.said}`);
      await delay(100);
    }
  }

  /** Runs a script in the folder, as a shell would that stops at the first failure; answers what it printed. */
  async run(script: string): Promise<string> {
    const shell = spawn('sh', ['-e', '-c', script], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    shell.stdout.on('data', (chunk) => (output += String(chunk)));
    await succeed(shell).catch((error: unknown) => {
      throw new Error(`${String(error)}; it had printed:\n${output}`);
    });
    return output;
  }

  async stop(): Promise<void> {
    const { launcher } = this;
    if (launcher && launcher.exitCode === null) {
      launcher.kill('SIGTERM');
      await once(launcher, 'exit');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
