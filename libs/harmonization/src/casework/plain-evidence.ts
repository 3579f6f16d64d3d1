import { inBoth, type Bilingual } from '../domain/bilingual';
import type { CaseEvidence } from './case-definition';
import { FACT_NAMES } from './fact-names';
import type { CaseFacts } from './staff-case.entity';

/** The words of a code; undefined of what is none. */
export type Spoken = (text: string) => Bilingual | undefined;

/** A fact that nobody has named: `lastSeenOn` → `Last seen on`. */
const plainName = (name: string): Bilingual => {
  const words = name.replace(/([a-z\d])([A-Z])/g, (_, end: string, start: string) => `${end} ${start}`);
  const said = words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
  return inBoth(said, said);
};

const nameOf = (fact: string): Bilingual => FACT_NAMES[fact] ?? plainName(fact);

const isBilingual = (value: object): value is Bilingual =>
  typeof (value as Bilingual).en === 'string' && typeof (value as Bilingual).fr === 'string';

const joined = (texts: readonly Bilingual[], by: string): Bilingual =>
  inBoth(texts.map(({ en }) => en).join(by), texts.map(({ fr }) => fr).join(by));

/** What a rule says for itself stands alone; anything else is told field by field. */
function textOfObject(value: object, spoken: Spoken): Bilingual {
  if (isBilingual(value)) return value;
  const { text } = value as { text?: unknown };
  if (typeof text === 'object' && text !== null && isBilingual(text)) return text;
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  return joined(
    fields.map(([name, inner]) => {
      const [named, { en, fr }] = [nameOf(name), textOf(inner, spoken)];
      return inBoth(`${named.en}: ${en}`, `${named.fr} : ${fr}`);
    }),
    ', ',
  );
}

function textOf(value: unknown, spoken: Spoken): Bilingual {
  if (typeof value === 'boolean') return value ? inBoth('yes', 'oui') : inBoth('no', 'non');
  if (Array.isArray(value))
    return joined(
      value.map((one) => textOf(one, spoken)),
      '; ',
    );
  if (typeof value === 'object' && value !== null) return textOfObject(value, spoken);
  return spoken(String(value)) ?? inBoth(String(value), String(value));
}

/** The facts of a case as anyone can read them, where its kind has no better words for them; what is empty is left out. */
export const plainEvidence = (facts: CaseFacts, spoken: Spoken): CaseEvidence[] =>
  Object.entries(facts)
    .filter(
      ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    )
    .map(([name, value]) => ({ label: nameOf(name), text: textOf(value, spoken) }));
