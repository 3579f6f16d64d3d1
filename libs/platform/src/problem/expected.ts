import type { Bilingual } from '../http/language';

type Arguments = readonly unknown[];

/** A sentence about the decorator's first arguments, which are numbers: `(10) => …` for `@Min(10)`. */
const about =
  (say: (...limits: number[]) => Bilingual): ((args: Arguments) => Bilingual) =>
  (args) =>
    say(...(args as number[]));
const both =
  (en: string, fr: string): (() => Bilingual) =>
  () => ({ en, fr });
const list = (values: unknown): string =>
  (Array.isArray(values) ? values : Object.values(values as object)).join(', ');

/** What each check of class-validator expects, in both languages, by the check's own name. */
const EXPECTED: Readonly<Record<string, (args: Arguments) => Bilingual>> = {
  isString: both('text', 'un texte'),
  isNotEmpty: both('a value that is not empty', 'une valeur non vide'),
  isDefined: both('a value', 'une valeur'),
  isBoolean: both('true or false', 'true (vrai) ou false (faux)'),
  isInt: both('a whole number', 'un nombre entier'),
  isNumber: both('a number', 'un nombre'),
  isPositive: both('a number above zero', 'un nombre supérieur à zéro'),
  isArray: both('a list', 'une liste'),
  isObject: both('an object', 'un objet'),
  nestedValidation: both('an object, or a list of objects', 'un objet ou une liste d’objets'),
  isNotEmptyObject: both('an object with at least one field', 'un objet comportant au moins un champ'),
  isEmail: both('an e-mail address', 'une adresse de courriel'),
  isUuid: both('a UUID', 'un UUID'),
  isUrl: both('a web address', 'une adresse Web'),
  isDateString: both('an ISO 8601 date', 'une date ISO 8601'),
  isIso8601: both('an ISO 8601 date', 'une date ISO 8601'),
  isEnum: ([, values, names]) => ({
    en: `one of ${list(values ?? names)}`,
    fr: `l’une des valeurs ${list(values ?? names)}`,
  }),
  isIn: ([values]) => ({ en: `one of ${list(values)}`, fr: `l’une des valeurs ${list(values)}` }),
  equals: ([value]) => ({ en: String(value), fr: String(value) }),
  min: about((limit) => ({ en: `at least ${limit}`, fr: `au moins ${limit}` })),
  max: about((limit) => ({ en: `at most ${limit}`, fr: `au plus ${limit}` })),
  minLength: about((limit) => ({ en: `at least ${limit} characters`, fr: `au moins ${limit} caractères` })),
  maxLength: about((limit) => ({ en: `at most ${limit} characters`, fr: `au plus ${limit} caractères` })),
  isLength: about((from, to) => ({ en: `${from} to ${to} characters`, fr: `de ${from} à ${to} caractères` })),
  matches: ([pattern]) => ({
    en: `the form ${patternText(pattern)}`,
    fr: `la forme ${patternText(pattern)}`,
  }),
  arrayMinSize: about((limit) => ({ en: `at least ${limit} entries`, fr: `au moins ${limit} éléments` })),
  arrayMaxSize: about((limit) => ({ en: `at most ${limit} entries`, fr: `au plus ${limit} éléments` })),
  arrayNotEmpty: both('at least one entry', 'au moins un élément'),
  arrayUnique: both('no entry twice', 'aucun élément en double'),
  whitelistValidation: both('no such field', 'aucun champ de ce nom'),
  unknownValue: both('an object', 'un objet'),
};

const patternText = (pattern: unknown): string =>
  pattern instanceof RegExp ? pattern.source : String(pattern);

/** What a named check expects; a check that we do not know says its own words in both languages. */
export function expectedBy(constraint: string, args: Arguments, message: string): Bilingual {
  return EXPECTED[constraint]?.(args) ?? { en: message, fr: message };
}
