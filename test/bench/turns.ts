/** Runs in turn (ours, reference, ours, …), so that whatever else the machine does meets both alike. */
export interface Turns {
  /** One run each; the unit is the caller's, higher is better. A run that warms up may be shorter. */
  readonly ours: (isWarmUp: boolean) => Promise<number>;
  readonly reference: (isWarmUp: boolean) => Promise<number>;
}

export interface TurnsResult {
  readonly ours: number;
  readonly reference: number;
  /** Median of the ratios of the pairs. */
  readonly ratio: number;
}

/** At least this many pairs, or the median says nothing. */
export const PAIRS = 5;

/** Of an even count, the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value below which the given share (0 to 1) of all values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Medians of `PAIRS` pairs, after one of each that does not count: compilers, caches and pools are warm then. */
export async function inTurn({ ours, reference }: Turns, say: (line: string) => void): Promise<TurnsResult> {
  await ours(true);
  await reference(true);
  const pairs: { ours: number; reference: number }[] = [];
  for (let pair = 1; pair <= PAIRS; pair++) {
    const measured = { ours: await ours(false), reference: await reference(false) };
    pairs.push(measured);
    const ratio = (measured.ours / measured.reference).toFixed(3);
    say(
      `pair ${pair}: ours ${measured.ours.toFixed(1)}/s, reference ${measured.reference.toFixed(1)}/s, ratio ${ratio}`,
    );
  }
  return {
    ours: median(pairs.map((pair) => pair.ours)),
    reference: median(pairs.map((pair) => pair.reference)),
    ratio: median(pairs.map((pair) => pair.ours / pair.reference)),
  };
}
