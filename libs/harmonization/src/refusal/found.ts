import { RefusedError } from './refused.error';

/** The value; NOT_FOUND where there is none. For what a foreign key or an earlier read promises, and for what a caller named. */
export function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new RefusedError({ code: 'NOT_FOUND' });
  return value;
}
