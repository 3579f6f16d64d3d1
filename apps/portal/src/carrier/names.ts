import type { Words } from '../words/en';

/** A program by the short name that the language gives it. */
export const programName = (words: Words, code: string): string => words.host[code] ?? code;

export const toneOf = (wireStatus: string): 'good' | 'warn' | 'bad' | 'plain' => {
  if (['ACTIVE', 'ACTIVE_VALIDATED'].includes(wireStatus)) return 'good';
  if (wireStatus === 'SUSPENDED') return 'warn';
  return ['DENIED', 'ENDED_BY_PROGRAM'].includes(wireStatus) ? 'bad' : 'plain';
};
