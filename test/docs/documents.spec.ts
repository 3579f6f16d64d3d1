import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenLinks, documentAt, documents, missingPaths, ROOT, scriptsNamed } from './documents';

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

describe.each(documents().map((document) => [document.path, document] as const))('%s', (_, document) => {
  it('links only to files that exist', () => {
    expect(brokenLinks(document)).toEqual([]);
  });

  it('names only folders and files that exist', () => {
    expect(missingPaths(document)).toEqual([]);
  });

  it('names only commands that package.json has', () => {
    expect(scriptsNamed(document).filter((name) => !(name in scripts))).toEqual([]);
  });

  it('names no place on somebody’s machine', () => {
    expect(document.text).not.toMatch(/(?<![\w.])\/(?:home|Users|root|work|tmp)\//);
  });
});

describe('the commands of package.json', () => {
  // npm calls these two by their own names.
  const called = new Set(['start', 'test', ...documents().flatMap(scriptsNamed)]);

  it('are each told of in a document', () => {
    expect(Object.keys(scripts).filter((name) => !called.has(name))).toEqual([]);
  });
});

describe('the decisions in docs/adr', () => {
  const files = readdirSync(join(ROOT, 'docs', 'adr'))
    .filter((name) => /^\d/.test(name))
    .toSorted();

  it('are numbered without a gap', () => {
    expect(files.map((name) => Number(name.slice(0, 4)))).toEqual(files.map((__, index) => index + 1));
  });

  it('are all listed', () => {
    const list = documentAt('docs/adr/README.md').text;

    expect(files.filter((name) => !list.includes(`](${name})`))).toEqual([]);
  });

  it.each(files)('%s says context, decision and consequences', (name) => {
    const headings = [...documentAt(`docs/adr/${name}`).text.matchAll(/^## (.*)$/gm)].map(
      ([, heading]) => heading,
    );

    expect(headings).toEqual(['Context', 'Decision', 'Consequences']);
  });
});
