import { setTimeout as delay } from 'node:timers/promises';

export interface Patience {
  /** What is waited for, in the words of the failure. */
  readonly what?: string;
  readonly deadlineMs?: number;
}

const EVERY_MS = 20;

/** Asks until the answer is neither undefined nor false, and gives it; fails with what was waited for once the deadline has passed. */
export async function until<T>(
  ask: () => Promise<T | undefined | false>,
  { what = 'a condition', deadlineMs = 45_000 }: Patience = {},
): Promise<T> {
  for (const deadline = Date.now() + deadlineMs; ; await delay(EVERY_MS)) {
    const found = await ask();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${deadlineMs} ms in vain for ${what}`);
  }
}

/** Reads until the reading holds; the failure shows the last reading. */
export async function untilHolds<T>(
  read: () => Promise<T>,
  holds: (value: T) => boolean,
  what: string,
): Promise<T> {
  let last: T | undefined;
  const asked = async (): Promise<T | undefined> => ((last = await read()), holds(last) ? last : undefined);
  return until(asked, { what }).catch((error: unknown) => {
    throw new Error(`${(error as Error).message}; last seen: ${JSON.stringify(last)?.slice(0, 3000)}`);
  });
}
