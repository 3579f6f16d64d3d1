/** An interrupted run leaves no server and no folder behind. Answers how to stop listening. */
export function closeAtSignal(close: () => Promise<void>): () => void {
  const end = (): void => void close().finally(() => process.exit(130));
  const signals = ['SIGINT', 'SIGTERM'] as const;
  signals.forEach((signal) => process.once(signal, end));
  return () => signals.forEach((signal) => process.off(signal, end));
}
