import { inBoth, type Bilingual } from './bilingual';

const ENGLISH = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });
const FRENCH = new Intl.DateTimeFormat('fr-CA', { dateStyle: 'long', timeZone: 'UTC' });

/** TXT-8: a date as it stands in a sentence: `March 1, 2026`, `1er mars 2026`. What is no date stays as it is. */
export function dateInWords(on: unknown): Bilingual {
  const text = String(on);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return inBoth(text, text);
  const day = new Date(`${text}T00:00:00Z`);
  return inBoth(ENGLISH.format(day), FRENCH.format(day).replace(/^1 /, '1er '));
}
