import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const STOP_DEADLINE_MS = 20_000;

/** True while a process with this number exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Linux recycles process numbers: a lock whose number now belongs to another program is as stale as a dead one. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return !existsSync('/proc/self/cmdline');
  }
}

/**
 * After a crash `postmaster.pid` is left behind. A dead owner: the file is removed. A live server over this very folder,
 * left by a launcher that was killed: it is asked to stop and waited for, since nobody else can own our folder.
 */
export async function releaseStaleLock(dataFolder: string): Promise<void> {
  const lock = join(dataFolder, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10);
  if (pid > 0 && isAlive(pid) && isPostgres(pid)) await askToStop(pid);
  rmSync(lock, { force: true });
}

async function askToStop(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT');
  for (const deadline = Date.now() + STOP_DEADLINE_MS; Date.now() < deadline; await delay(50)) {
    if (!isAlive(pid)) return;
  }
  throw new Error(`the PostgreSQL with process number ${pid} does not stop: end it, then start again`);
}
