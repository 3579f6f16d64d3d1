import type { AppLogger } from './logging/app-logger';

/** Milliseconds that an orderly end may take before the process ends anyway: below the 30 s after which orchestrators kill. */
const PATIENCE = 25_000;

async function closeWithin(close: () => Promise<void>, logger: AppLogger): Promise<never> {
  setTimeout(() => process.exit(1), PATIENCE).unref();
  try {
    await close();
    process.exit(0);
  } catch (err) {
    logger.pino.fatal({ err }, 'the service did not close in order');
    process.exit(1);
  }
}

/** SIGTERM and SIGINT end the process in order; a second one at once. */
export function closeOnSignals(close: () => Promise<void>, logger: AppLogger): void {
  let asked = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (asked) process.exit(1);
    asked = true;
    logger.pino.info({ signal }, 'closing');
    void closeWithin(close, logger);
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
}
