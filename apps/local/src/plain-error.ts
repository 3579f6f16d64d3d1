/** Something a person can act on: printed as one sentence, without a stack. */
export class PlainError extends Error {}

/** Errors thrown on purpose carry a sentence; anything else (a `TypeError`, a system error) is a defect and shows where it is. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isDeliberate = error instanceof PlainError || (error.name === 'Error' && !('code' in error));
  return isDeliberate ? error.message : (error.stack ?? error.message);
}
