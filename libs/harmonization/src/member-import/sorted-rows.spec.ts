import type { KnownMember } from './imports';
import { countsOf, sortRows, type Candidate, type ReadRow } from './sorted-rows';

const IMPORT = 'this import';

const aRow = (line: number, accountNumber: string, fingerprint = 'as before'): ReadRow => {
  const member = { accountNumber, missing: ['phone'] } as unknown as Candidate['member'];
  return { line, accountNumber, candidate: { line, member, json: '', fingerprint } };
};

const aKnown = (accountNumber: string, known: Partial<KnownMember> = {}): [string, KnownMember] => [
  accountNumber,
  { accountNumber, fingerprint: 'as before', importId: 'an earlier one', line: 2, member: null, ...known },
];

const sorted = (rows: readonly ReadRow[], known: [string, KnownMember][] = []) =>
  sortRows(rows, { importId: IMPORT, known: new Map(known) });

const numbersOf = (candidates: readonly Candidate[]): string[] =>
  candidates.map(({ member }) => member.accountNumber);

const codesOf = ({ findings }: ReturnType<typeof sortRows>): [number, string][] =>
  findings.map((each) => [each.line, each.findings[0]!.code]);

describe('the rows of a batch', () => {
  it('are new, changed or unchanged by what the last import said of the account', () => {
    const found = sorted(
      [aRow(2, 'NEW'), aRow(3, 'SAME'), aRow(4, 'OTHER', 'anew')],
      [aKnown('SAME'), aKnown('OTHER')],
    );

    expect(numbersOf(found.fresh)).toEqual(['NEW']);
    expect(numbersOf(found.unchanged)).toEqual(['SAME']);
    expect(numbersOf(found.changed.map(({ candidate }) => candidate))).toEqual(['OTHER']);
    expect(countsOf(found, { changed: 1, refused: 0 })).toEqual({
      added: 1,
      changed: 1,
      unchanged: 1,
      refused: 0,
      incomplete: 1,
    });
  });

  it('IMP-7: are refused where an earlier batch of this import has brought their number', () => {
    const found = sorted([aRow(6, 'A'), aRow(7, 'B')], [aKnown('B', { importId: IMPORT, line: 3 })]);

    expect(numbersOf(found.fresh)).toEqual(['A']);
    expect(codesOf(found)).toEqual([[7, 'REPEATED_IN_FILE']]);
  });

  it('are unchanged when the same line is read once more after a stop', () => {
    const found = sorted([aRow(3, 'A')], [aKnown('A', { importId: IMPORT, line: 3 })]);

    expect(numbersOf(found.unchanged)).toEqual(['A']);
    expect(found.findings).toEqual([]);
  });

  it('are refused where this service has given out the number itself, or the row could not be read', () => {
    const unread: ReadRow = {
      line: 9,
      findings: [{ pointer: '', code: 'CELL_COUNT', expected: {} as never }],
    };
    const found = sorted([aRow(8, 'OURS'), unread], [aKnown('OURS', { fingerprint: null, importId: null })]);

    expect(codesOf(found)).toEqual([
      [9, 'CELL_COUNT'],
      [8, 'NUMBER_TAKEN'],
    ]);
    expect(countsOf(found, { changed: 0, refused: 0 }).refused).toBe(2);
  });
});
