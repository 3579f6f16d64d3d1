import { inBoth, type Bilingual } from '../domain/bilingual';
import type { CaseEvidence } from './case-definition';
import type { CaseFacts } from './staff-case.entity';

/** `lastSeenOn` → `Last seen on`. */
const wordsOf = (name: string): string => {
  const words = name.replace(/([a-z\d])([A-Z])/g, (_, end: string, start: string) => `${end} ${start}`);
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
};

const isBilingual = (value: object): value is Bilingual =>
  typeof (value as Bilingual).en === 'string' && typeof (value as Bilingual).fr === 'string';

const joined = (texts: readonly Bilingual[], by: string): Bilingual =>
  inBoth(texts.map(({ en }) => en).join(by), texts.map(({ fr }) => fr).join(by));

/** What a rule says for itself stands alone; anything else is told field by field. */
function textOfObject(value: object): Bilingual {
  if (isBilingual(value)) return value;
  const { text } = value as { text?: unknown };
  if (typeof text === 'object' && text !== null && isBilingual(text)) return text;
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  return joined(
    fields.map(([name, inner]) => {
      const { en, fr } = textOf(inner);
      return inBoth(`${wordsOf(name)}: ${en}`, `${wordsOf(name)} : ${fr}`);
    }),
    ', ',
  );
}

function textOf(value: unknown): Bilingual {
  if (typeof value === 'boolean') return value ? inBoth('yes', 'oui') : inBoth('no', 'non');
  if (Array.isArray(value)) return joined(value.map(textOf), '; ');
  if (typeof value === 'object' && value !== null) return textOfObject(value);
  return inBoth(String(value), String(value));
}

/** The facts of a case as anyone can read them, where its kind has no better words for them; what is empty is left out. */
export const plainEvidence = (facts: CaseFacts): CaseEvidence[] =>
  Object.entries(facts)
    .filter(
      ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    )
    .map(([name, value]) => ({ label: inBoth(wordsOf(name), wordsOf(name)), text: textOf(value) }));
