import type { Words } from '../words/en';

/** A program by the short name that the language gives it. */
export const programName = (words: Words, code: string): string => words.host[code] ?? code;

/** The other program of the two. */
export const otherOf = (code: string, [one, other]: readonly [string, string]): string =>
  code === one ? other : one;

export const toneOf = (wireStatus: string): 'good' | 'warn' | 'bad' | 'plain' => {
  if (['ACTIVE', 'ACTIVE_VALIDATED'].includes(wireStatus)) return 'good';
  if (wireStatus === 'SUSPENDED') return 'warn';
  return ['DENIED', 'ENDED_BY_PROGRAM'].includes(wireStatus) ? 'bad' : 'plain';
};
