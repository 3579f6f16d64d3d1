import { readFileSync } from 'node:fs';
import { isAlive } from '@testing/postgres/stale-lock';
import { PlainError } from '../plain-error';
import type { LocalFolder } from './local-folder';

const NAME = 'launcher.json';

/** A process number may have been taken over by another program since: its command tells (Linux), else it counts as ours. */
function isLauncher(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.mjs');
  } catch {
    return process.platform !== 'linux';
  }
}

/** One launcher a folder. The lock of one that was killed is taken over. */
export function takeLock(folder: LocalFolder): void {
  const held = folder.readJson<{ pid: number }>(NAME);
  if (held && held.pid !== process.pid && isAlive(held.pid) && isLauncher(held.pid)) {
    throw new PlainError(
      `It already runs here as process ${held.pid}: stop that one first (Ctrl-C in its terminal, or kill ${held.pid}).`,
    );
  }
  folder.writeJson(NAME, { pid: process.pid });
}

export const releaseLock = (folder: LocalFolder): void => folder.remove(NAME);
