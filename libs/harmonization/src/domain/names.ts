import { lineFault, type TextFault } from './plain-text';

/** Scripts whose letters can be taken for one another; writing systems mixed by habit (Han with kana) are not among them. */
const LOOK_ALIKE_SCRIPTS: readonly RegExp[] = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Coptic}/u,
  /\p{Script=Lisu}/u,
  /\p{Script=Canadian_Aboriginal}/u,
];

/** Cyrillic and Greek letters drawn as a Latin one. A name of these alone reads as Latin and is not. */
const DRAWN_AS_LATIN = /^[АВЕКМНОРСТУХІЈЅԌԚԜаеорсухіјѕһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυχκ]+$/u;

/** Most names are plain ASCII, whose letters are what they look like: they need none of the tests below. */
const BEYOND_ASCII = /[^ -~]/u;

/** Letters and digits that are another letter in a costume: full-width, mathematical, ligatures. Ordinals (ª, º) are in daily use. */
const COSTUMED = /(?![ -~])[\p{L}\p{Nd}]/gu;
const ORDINALS = 'ªº';

const mixesScripts = (name: string): boolean =>
  LOOK_ALIKE_SCRIPTS.filter((script) => script.test(name)).length > 1;

const wearsACostume = (name: string): boolean =>
  (name.match(COSTUMED) ?? []).some(
    (character) => character.normalize('NFKC') !== character && !ORDINALS.includes(character),
  );

const readsAsLatin = (name: string): boolean => DRAWN_AS_LATIN.test(name.replace(/[^\p{L}]/gu, ''));

/** TXT-3: a name cannot pass for another: one script, no letter in disguise, not spelled wholly in letters drawn like Latin ones. */
export const looksLikeAnother = (name: string): boolean =>
  BEYOND_ASCII.test(name) && (mixesScripts(name) || wearsACostume(name) || readsAsLatin(name));

function nameFault(name: string, needed: RegExp): TextFault | undefined {
  const fault = lineFault(name);
  if (fault) return fault;
  if (!needed.test(name)) return 'NO_LETTER';
  return looksLikeAnother(name) ? 'LOOK_ALIKE' : undefined;
}

/** The fault of a company's name, or none. Digits alone are a name (`3M`, `1234567 Canada`). */
export const companyNameFault = (name: string): TextFault | undefined => nameFault(name, /[\p{L}\p{Nd}]/u);

/** The fault of a person's name, or none. */
export const personNameFault = (name: string): TextFault | undefined => nameFault(name, /\p{L}/u);
