import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../apps/portal/src/words/en';
import { fr } from '../../apps/portal/src/words/fr';

/** What both languages write alike. Anything else that is the same in both was forgotten. */
const SAME_IN_BOTH = new Set(['C-TPAT', 'Canada', 'Date', 'Menu', 'Validations', 'client', '—']);

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

  it('name every turn that the timeline of a link can tell of', () => {
    const source = readFileSync('libs/harmonization/src/domain/link-history.ts', 'utf8');
    const turns = [...source.matchAll(/'(link\.[a-z-]+)'/g)].map(([, turn]) => turn ?? '');
    expect(turns.length).toBeGreaterThan(15);
    expect(turns.filter((turn) => !(turn in en.linkLife.actions))).toEqual([]);
  });

  it('are not the same in both languages by mistake', () => {
    const same = english.filter(([path, text]) => french.get(path) === text && !SAME_IN_BOTH.has(text));
    expect(same).toEqual([]);
  });

  it('are set without a typewriter’s apostrophe in either language', () => {
    const wrong = [...english, ...french].filter(([, text]) => /\p{L}'\p{L}/u.test(text));
    expect(wrong).toEqual([]);
  });

  it('are set in French as French is: no-break spaces, guillemets, and nothing before a question mark', () => {
    const wrong = [...french].filter(([, text]) => /\S:(\s|$)| :|« | »| [;?!]|[“”]/.test(text));
    expect(wrong).toEqual([]);
  });

  it('name one thing by one French word: no anglicism that was mended comes back', () => {
    const mended =
      /\b(sous examen|arrangement|héberge|réclam|partag[eé]|genre|à risque|supporter|définitivement fermé)/iu;
    expect([...french].filter(([, text]) => mended.test(text))).toEqual([]);
  });

  it('speak of the programs in French with their article: « le PEP », « au C-TPAT »', () => {
    const wrong = [...french].filter(([, text]) => /\b(à|de) (PEP|C-TPAT)\b/.test(text));
    expect(wrong).toEqual([]);
  });

  it('TXT-6: leave the colon between a name and its value to the language: no page sets its own', () => {
    const pages = join(__dirname, '..', '..', 'apps', 'portal', 'src');
    const files = readdirSync(pages, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.tsx'),
    );
    const own = files.filter((file) =>
      /\}: \$\{|\}:\{' '\}|\}:<\//.test(readFileSync(join(pages, file), 'utf8')),
    );
    expect(files.length).toBeGreaterThan(80);
    expect(own).toEqual([]);
  });

  it('name every job that a service runs on a schedule', () => {
    const libraries = join(__dirname, '..', '..', 'libs');
    const sources = readdirSync(libraries, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/spec(-support)?\.ts$/.test(file))
      .map((file) => readFileSync(join(libraries, file), 'utf8'))
      .filter((source) => source.includes('.add({'));
    const named = /name: '([a-z-]+)',\s+(?:everyMs|cron)\b|^const JOB = '([a-z-]+)'/gm;
    const jobs = sources.flatMap((source) =>
      [...source.matchAll(named)].map(([, inline, constant]) => inline ?? constant),
    );
    expect(Object.keys(en.operations.jobs).sort()).toEqual(jobs.sort());
  });
});
