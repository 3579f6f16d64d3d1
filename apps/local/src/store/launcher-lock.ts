import { readFileSync } from 'node:fs';
import { isAlive } from '@testing/postgres/stale-lock';
import { PlainError } from '../plain-error';
import { claimFile } from './claimed-file';
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

/** A text that names no process holds nothing. */
function pidIn(text: string): number | undefined {
  try {
    return (JSON.parse(text) as { pid?: number }).pid;
  } catch {
    return undefined;
  }
}

function isStale(text: string): boolean {
  const pid = pidIn(text);
  return pid === undefined || pid === process.pid || !isAlive(pid) || !isLauncher(pid);
}

/** One launcher a folder, also where two start in the same moment. The lock of one that was killed is taken over. */
export function takeLock(folder: LocalFolder): void {
  const held = claimFile(folder.at(NAME), `${JSON.stringify({ pid: process.pid })}\n`, isStale);
  if (held === undefined) return;
  const pid = pidIn(held);
  throw new PlainError(
    `It already runs here as process ${pid}: stop that one first (Ctrl-C in its terminal, or kill ${pid}).`,
  );
}

export const releaseLock = (folder: LocalFolder): void => folder.remove(NAME);
