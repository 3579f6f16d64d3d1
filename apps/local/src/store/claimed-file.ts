import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** A take-over is two calls of the file system: one that is older than this belongs to a process that was killed in it. */
const TAKE_OVER_MS = 2_000;
const PAUSE_MS = 5;

/**
 * Makes the file with this text for one process only, however many try in the same moment; nobody ever reads half of it. Answers what stands
 * in it where another has it. A file whose text is stale is taken over.
 */
export function claimFile(
  path: string,
  text: string,
  isStale: (text: string) => boolean,
): string | undefined {
  while (!isMade(path, text)) {
    const held = textOf(path);
    if (held === undefined) continue;
    if (!isStale(held)) return held;
    removeStale(path, isStale);
  }
  return undefined;
}

/** A hard link is made whole or not at all, and never over another file. */
function isMade(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** One process at a time, which looks again: else the second of two would remove what the first has made since. */
function removeStale(path: string, isStale: (text: string) => boolean): void {
  const guard = `${path}.taking`;
  if (!isMade(guard, '')) return waitFor(guard);
  try {
    const held = textOf(path);
    if (held !== undefined && isStale(held)) rmSync(path, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

function waitFor(guard: string): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  const since = statSync(guard, { throwIfNoEntry: false })?.mtimeMs;
  if (since !== undefined && Date.now() - since > TAKE_OVER_MS) rmSync(guard, { force: true });
}
