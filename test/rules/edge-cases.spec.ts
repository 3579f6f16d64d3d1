import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TESTS = join(__dirname, '..', 'e2e');

/** The edge cases of the domain, each by the name under which an end-to-end test over both services proves it, and where. */
const EDGE_CASES: readonly (readonly [name: string, file: string])[] = [
  ['two carrier accounts in one program', 'twins'],
  ['the same carrier twice', 'twins'],
  ['in both services in the same second', 'twins'],
  ['both services propose a link for the same pair at once', 'crossing-proposals'],
  ['suspended in one program', 'standing'],
  ['removed or cancelled in the host', 'link-dispute'],
  ['consent withdrawn', 'consent-withdrawn'],
  ['delink by choice', 'link-endings'],
  ['host transfer when headquarters move', 'host-transfer'],
  ['"not my company"', 'link-dispute'],
  ['edits while the host reviews', 'edit-drafts'],
  ['validation failed or recognition declined', 'validations'],
  ['the other side down for a week, then back', 'exchange'],
  ['duplicate, reordered, delayed and replayed messages', 'exchange'],
  ['clocks that disagree', 'host-transfer'],
  ['owner of the account gone', 'ownership'],
];

/** Titles of groups and tests, as they are written; `each` has its table first, and so its title on a line of its own. */
const titlesIn = (file: string): string[] =>
  [
    ...readFileSync(join(TESTS, file), 'utf8').matchAll(
      /(?:\b(?:describe|it)\(|\]\)\(|\)\(|^\s+)(['`])(.+?)\1,/gm,
    ),
  ].map(([, , title]) => title ?? '');

describe('the edge cases of the domain', () => {
  it.each(EDGE_CASES)('%s: has a test of this name', (name, file) => {
    expect(titlesIn(`${file}.e2e-spec.ts`).filter((title) => title.startsWith(name))).not.toEqual([]);
  });

  it('are looked for in files that are there', () => {
    const files = readdirSync(TESTS);
    for (const [, file] of EDGE_CASES) expect(files).toContain(`${file}.e2e-spec.ts`);
  });
});
