import { setTimeout as wait } from 'node:timers/promises';

/** Tries again while `mayPass` says that the failure may pass, with growing pauses (0.1 to 2 s), until the deadline (milliseconds). */
export async function until<T>(
  work: () => Promise<T>,
  mayPass: (error: unknown) => boolean,
  deadline: number,
): Promise<T> {
  const givenUpAt = Date.now() + deadline;
  for (let pause = 100; ; pause = Math.min(pause * 2, 2_000)) {
    try {
      return await work();
    } catch (error) {
      if (!mayPass(error) || Date.now() + pause > givenUpAt) throw error;
      await wait(pause);
    }
  }
}
