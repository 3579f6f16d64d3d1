import type { FieldFinding } from '@harmonization/domain/application-form';
import { ProblemAnswer } from '../api/problem';

/** The faults that the service named, as the form shows its own: in both languages the words that it answered. */
export function findingsOf(error: unknown): FieldFinding[] {
  if (!(error instanceof ProblemAnswer)) return [];
  return (error.problem.violations ?? []).map(({ pointer, code, expected = error.problem.title }) => ({
    pointer: pointer.replace(/^\/form/, ''),
    code,
    expected: { en: expected, fr: expected },
  }));
}
