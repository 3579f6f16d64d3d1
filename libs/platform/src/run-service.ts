import type { RunningService } from './bootstrap';
import { ConfigurationError } from './config';
import { isUnavailable } from './database/unavailable';

/** The `main` of a service: `start` loads the settings and starts; where it cannot, the process ends with one clear sentence. */
export async function runService(start: () => Promise<RunningService>): Promise<void> {
  try {
    await start();
  } catch (error) {
    process.stderr.write(`${sentenceFor(error)}\n`);
    process.exit(1);
  }
}

/** What an operator can mend is one sentence; what only we can mend keeps its stack. */
function sentenceFor(error: unknown): string {
  const { code, message, stack } = error as { code?: string; message?: string; stack?: string };
  if (error instanceof ConfigurationError) return error.message;
  if (code === 'EADDRINUSE' || code === 'EACCES') return `The service cannot listen: ${message}.`;
  return isUnavailable(error) ? `The database cannot be reached: ${message}.` : (stack ?? String(error));
}
