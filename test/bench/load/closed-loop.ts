import type { LoadResult } from './load-task';

/** One connection of a load; `once` does the `turn`-th thing of all lanes and says how it failed, if it did. */
export interface Lane {
  readonly once: (turn: number) => Promise<string | undefined>;
  readonly close: () => Promise<void> | void;
}

/** For how long, or for how many turns; whichever ends first. */
export interface LoopLimits {
  readonly seconds: number;
  readonly turns: number;
}

/** Each lane does one thing after the other. Counted is what ended before the time was over. */
export async function closedLoop(
  lanes: readonly Lane[],
  { seconds, turns }: LoopLimits,
): Promise<LoadResult> {
  const failures: Record<string, number> = {};
  let [next, done] = [0, 0];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  const run = async ({ once }: Lane): Promise<void> => {
    while (performance.now() < until && next < turns) {
      const failure = await once(next++);
      if (failure !== undefined) failures[failure] = (failures[failure] ?? 0) + 1;
      else if (performance.now() < until) done++;
    }
  };
  await Promise.all(lanes.map(run));
  const elapsed = Math.min(performance.now() - startedAt, seconds * 1_000) / 1_000;
  for (const { close } of lanes) await close();
  return { done, seconds: elapsed, failures };
}
