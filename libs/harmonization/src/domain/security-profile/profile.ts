import type { SecurityAnswer } from '../shared-data';
import {
  categoriesIn,
  categoryOf,
  SECURITY_CATEGORIES,
  type CrosswalkArea,
  type SecurityCategory,
} from './categories';
import { CRITERIA, type Criterion } from './criteria';

/** SEC-3: a profile is complete enough to be read when each of the twelve categories has an answer. */
export function unansweredCategories(criteria: readonly string[]): SecurityCategory[] {
  const answered = new Set(criteria.map(categoryOf));
  return SECURITY_CATEGORIES.filter(({ number }) => !answered.has(number));
}

/** SEC-4: every MUST without an answer; an officer asks for it in review. */
export function unansweredMusts(profile: readonly SecurityAnswer[]): Criterion[] {
  const answered = new Set(profile.map(({ criterion }) => criterion));
  return CRITERIA.filter(({ id, level }) => level === 'MUST' && !answered.has(id));
}

/** The same answers as the other program reads them: by area of the crosswalk. */
export function answersIn(area: CrosswalkArea, profile: readonly SecurityAnswer[]): SecurityAnswer[] {
  const numbers = categoriesIn(area).map(({ number }) => number);
  return profile.filter(({ criterion }) => numbers.includes(categoryOf(criterion)));
}
