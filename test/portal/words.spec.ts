import { en } from '../../apps/portal/src/words/en';
import { fr } from '../../apps/portal/src/words/fr';

/** What both languages write alike. Anything else that is the same in both was forgotten. */
const SAME_IN_BOTH = new Set([
  'C-TPAT',
  'Canada',
  'Date',
  'Menu',
  'Standard Carrier Alpha Code (SCAC)',
  'Validations',
  'client',
  '—',
]);

/** Every text under its path; a function is asked with plain values. */
function textsOf(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function')
    return [[path, String((value as (...given: unknown[]) => unknown)('2', '3'))]];
  return Object.entries(value as object).flatMap(([name, inner]) => textsOf(inner, `${path}.${name}`));
}

const english = textsOf(en, '');
const french = new Map(textsOf(fr, ''));

describe('the words of the pages', () => {
  it('are there in both languages, down to the last list of codes', () => {
    expect([...french.keys()].sort()).toEqual(english.map(([path]) => path).sort());
    expect([...english, ...french].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('are not the same in both languages by mistake', () => {
    const same = english.filter(([path, text]) => french.get(path) === text && !SAME_IN_BOTH.has(text));
    expect(same).toEqual([]);
  });

  it('are typeset in French as French is: curly apostrophes, and a space before a colon', () => {
    const wrong = [...french].filter(
      ([, text]) => text.includes("'") || /[^\s]:(\s|$)/.test(text) || /[“”]/.test(text),
    );
    expect(wrong).toEqual([]);
  });
});
