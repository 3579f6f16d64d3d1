import type { FieldFinding } from '../application-form';
import { lineFault, longTextFault } from '../plain-text';
import { isCriterion } from '../security-profile/criteria';
import { unansweredCategories } from '../security-profile/profile';
import type { SecurityAnswer } from '../shared-data';
import { finding } from './field-codes';
import { formatted, listOf, recordOf, recordsIn, required, text, type ValueCheck } from './value-checks';

const MOST_ANSWERS = 300;
const MOST_EVIDENCE = 20;

const eachAnswer = listOf(
  recordOf<SecurityAnswer>({
    criterion: required(formatted(isCriterion, 'CRITERION_UNKNOWN')),
    answer: required(text(longTextFault)),
    evidence: required(listOf(text(lineFault), MOST_EVIDENCE)),
  }),
  MOST_ANSWERS,
);

/** FORM-10: the security profile answers each of the twelve categories, each criterion once. */
export const securityProfileCheck: ValueCheck = (pointer, value) => {
  const alone = eachAnswer(pointer, value);
  return Array.isArray(value) && value.length <= MOST_ANSWERS
    ? [...alone, ...categoryFindings(pointer, value), ...repeatFindings(pointer, value)]
    : alone;
};

const criteriaIn = (value: unknown): { index: number; criterion: string }[] =>
  recordsIn(value).flatMap(({ index, record: { criterion } }) =>
    typeof criterion === 'string' ? [{ index, criterion }] : [],
  );

const categoryFindings = (pointer: string, value: unknown): FieldFinding[] =>
  unansweredCategories(criteriaIn(value).map(({ criterion }) => criterion)).length > 0
    ? [finding(pointer, 'CATEGORY_UNANSWERED')]
    : [];

function repeatFindings(pointer: string, value: unknown): FieldFinding[] {
  const answers = criteriaIn(value);
  const firstOf = new Map(answers.toReversed().map(({ criterion, index }) => [criterion, index]));
  return answers
    .filter(({ criterion, index }) => firstOf.get(criterion) !== index)
    .map(({ index }) => finding(`${pointer}/${index}/criterion`, 'CRITERION_NOT_UNIQUE'));
}
