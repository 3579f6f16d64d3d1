const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Wait after the first, second, … failure. The first retry is immediate: most failures are a connection that had gone stale. */
const WAITS_MS = [0, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE];
const LAST_WAIT_MS = 60 * MINUTE;
/** Spread of ±20 %, so that messages that failed together do not all come back together. */
const SPREAD = 0.2;

/** Milliseconds to wait after the given number of failures (1 or more); `random` is in [0, 1). */
export function retryDelayMs(failures: number, random: number): number {
  const wait = WAITS_MS[failures - 1] ?? LAST_WAIT_MS;
  return Math.round(wait * (1 + SPREAD * (2 * random - 1)));
}
