import { serviceUnavailable } from '@platform/problem/server-problems';

/** A queue server that is away answers nothing, and whoever asks would wait as long (ms). */
const PATIENCE_MS = 3_000;

/** Answers with what was asked for, or 503 once nobody should wait any longer. Whatever a queue server says is its own affair. */
export async function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The queue server does not answer')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw serviceUnavailable(error);
  } finally {
    clearTimeout(timer);
  }
}
