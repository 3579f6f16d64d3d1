import { OWNERSHIP } from '../field-ownership';
import { leafPaths, strayPaths, WIRE_PATHS } from './wire-paths';

describe('where the rows of the ownership table stand on the wire', () => {
  it('OWN-7: every place belongs to a row of its own kind', () => {
    const rows = new Set(OWNERSHIP.map(({ kind, path }) => `${kind}/${path}`));
    const named = Object.entries(WIRE_PATHS).flatMap(([kind, places]) =>
      Object.keys(places).map((row) => `${kind}/${row}`),
    );

    expect(named.filter((row) => !rows.has(row))).toEqual([]);
  });

  it('every row has its place, except for what no version says yet', () => {
    const placed = new Set(Object.values(WIRE_PATHS).flatMap((places) => Object.keys(places)));
    const unsaid = OWNERSHIP.map(({ path }) => path).filter((path) => !placed.has(path));

    // The digest crosses in a call of its own; vetting and the rules of a case are said by their outcome.
    expect(unsaid).toEqual(['account.vetting', 'link.digest', 'case.rules']);
  });

  it('no leaf stands for two rows', () => {
    for (const places of Object.values(WIRE_PATHS)) {
      const paths = Object.values(places).flat();
      expect(new Set(paths).size).toBe(paths.length);
    }
  });

  it('OWN-7: names what is in no row, however deep, and all of a kind that the table does not know', () => {
    const record = {
      wireStatus: 'SUSPENDED',
      officerNotes: 'private',
      verifications: { headquarters: { outcome: 'VERIFIED', by: 'jdoe' } },
    };

    expect(strayPaths('account', record)).toEqual(['officerNotes', 'verifications.headquarters.by']);
    expect(strayPaths('audit', { action: 'x' })).toEqual(['action']);
    expect(strayPaths('link', { data: { contacts: [{ email: 'a@b.c' }, { salary: 1 }] } })).toEqual([
      'data.contacts[].salary',
    ]);
  });

  it('takes the items of a list as one place, and nothing where nothing is held', () => {
    expect([...leafPaths({ a: [{ b: 1 }, { b: 2 }], c: ['x', 'y'], d: [], e: {}, f: null })]).toEqual([
      'a[].b',
      'c',
      'f',
    ]);
  });
});
