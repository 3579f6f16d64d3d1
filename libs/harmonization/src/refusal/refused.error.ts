import { ProblemError } from '@platform/problem/problem-error';
import type { FieldFinding } from '../domain/application-form';
import type { Refusal } from '../domain/decision';
import { REFUSAL_PROBLEMS } from './refusal-problem';

/** A business refusal on its way out of a use case; the HTTP filter answers it as problem+json. */
export class RefusedError extends ProblemError {
  constructor(
    readonly refusal: Refusal,
    violations?: readonly FieldFinding[],
  ) {
    super({ code: refusal.code, ...REFUSAL_PROBLEMS[refusal.code], facts: refusal.facts, violations });
    this.name = 'RefusedError';
  }
}
