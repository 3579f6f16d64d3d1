const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Milliseconds before the nth start again: half a second, doubled each time, at most half a minute. */
export const restartDelay = (deaths: number): number => Math.min(FIRST_MS * 2 ** (deaths - 1), LONGEST_MS);
