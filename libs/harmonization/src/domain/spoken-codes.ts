import { inBoth, type Bilingual } from './bilingual';
import { CODE_WORDS, plainly } from './code-words';
import type { ProgramProfile } from './program-profile';
import { REASON_WORDS } from './reason-words';
import { RECORD_WORDS, recordInWords } from './record-words';

const isCode = (text: string): boolean => /^[A-Z]+(_[A-Z]+)*$/.test(text);

type Speaker = Pick<ProgramProfile, 'code' | 'name' | 'peer' | 'statusNames' | 'reasonCodes'>;

/** TXT-7: what a person reads where a record holds a code: the program's own words first; undefined of what is no code. */
export function spokenCode(profile: Speaker, text: string): Bilingual | undefined {
  if (text === profile.code) return profile.name;
  if (text === profile.peer.code) return profile.peer.name;
  if (Object.hasOwn(RECORD_WORDS, text)) return recordInWords(text);
  if (!isCode(text)) return undefined;
  const own = profile.reasonCodes.find(({ code }) => code === text)?.label;
  // Looked up where it stands, never in a joined list: account pages ask this for every row of a history.
  const lists: readonly Readonly<Record<string, Bilingual>>[] = [
    profile.statusNames,
    REASON_WORDS,
    CODE_WORDS,
  ];
  const known = lists.find((words) => Object.hasOwn(words, text));
  return own ?? known?.[text] ?? (text.includes('_') ? plainly(text) : undefined);
}

/** A code that must be read as words. */
export const codeInWords = (profile: Speaker, code: string): Bilingual =>
  spokenCode(profile, code) ?? plainly(code);

/** ` (reason)` behind a sentence, nothing where there is none. */
export function reasonBehind(profile: Speaker, code: unknown): Bilingual {
  if (typeof code !== 'string' || code === '') return inBoth('', '');
  const { en, fr } = codeInWords(profile, code);
  return inBoth(` (${en})`, ` (${fr})`);
}
