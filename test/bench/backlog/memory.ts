import type { BenchService } from '../place/bench-service';

/** Megabytes of a service over one run. */
export interface MemoryOfRun {
  readonly before: number;
  readonly peak: number;
  readonly after: number;
}

const LOOK_EVERY_MS = 250;

/** Watches a service while something runs. */
export async function memoryDuring(
  service: BenchService,
  work: () => Promise<unknown>,
): Promise<MemoryOfRun> {
  const before = service.resident();
  let peak = before;
  const look = setInterval(() => (peak = Math.max(peak, service.resident())), LOOK_EVERY_MS);
  try {
    await work();
  } finally {
    clearInterval(look);
  }
  const after = service.resident();
  return { before, peak: Math.max(peak, after), after };
}
