import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { Bilingual } from '../http/language';
import { expectedBy } from './expected';
import type { Violation } from './problem-error';

/** What a decorator may say about itself: `@Matches(PLATE, { context: expects('PLATE_FORM', { en, fr }) })`. */
interface Expectation {
  code: string;
  expected: Bilingual;
}

export const expects = (code: string, expected: Bilingual): Expectation => ({ code, expected });

const isExpectation = (context: unknown): context is Expectation =>
  typeof (context as Expectation | undefined)?.expected?.en === 'string';

/** `isEmail` → `IS_EMAIL`; the two that callers meet most read better on their own. */
const CODES: Readonly<Record<string, string>> = {
  whitelistValidation: 'UNKNOWN_FIELD',
  isDefined: 'REQUIRED',
};
const codeOf = (constraint: string): string =>
  CODES[constraint] ?? constraint.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The arguments that the decorator was given, e.g. the 50 of `@MaxLength(50)`. */
function argumentsOf({ target, property }: ValidationError, constraint: string): readonly unknown[] {
  const constructor = target?.constructor;
  if (!constructor) return [];
  const all = getMetadataStorage().getTargetValidationMetadatas(constructor, '', false, false);
  return all.find((found) => found.propertyName === property && found.name === constraint)?.constraints ?? [];
}

/** The check that says most, with its message: that the field is unknown, or the one nearest to the property. */
function failedCheck({ constraints = {} }: ValidationError): [name: string, message: string] | undefined {
  const failed = Object.entries(constraints);
  return failed.find(([name]) => name === 'whitelistValidation') ?? failed.at(-1);
}

/** One field, one violation: what it should be, said by the check that knows most about it. */
function violationOf(error: ValidationError, pointer: string): Violation | undefined {
  const failed = failedCheck(error);
  if (!failed) return undefined;
  const [name, message] = failed;
  const told = Object.values(error.contexts ?? {}).find(isExpectation);
  const code = isAbsent(error) ? 'REQUIRED' : (told?.code ?? codeOf(name));
  return { pointer, code, expected: told?.expected ?? expectedBy(name, argumentsOf(error, name), message) };
}

const isAbsent = ({ value, constraints }: ValidationError): boolean =>
  (value === undefined || value === null) && !constraints?.whitelistValidation;

/** Every wrong field at once, by JSON pointer. */
export function violationsOf(errors: readonly ValidationError[], parent = ''): Violation[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${escaped(error.property)}`;
    const own = violationOf(error, pointer);
    return [...(own ? [own] : []), ...violationsOf(error.children ?? [], pointer)];
  });
}
