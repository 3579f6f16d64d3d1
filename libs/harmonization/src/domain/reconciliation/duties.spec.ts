import type { LinkEntry, LinkVerdict, RecordEntry, Standing } from './compare-copies';
import { dutyOf, recordDutyOf } from './duties';

const entry = (change: Partial<LinkEntry> = {}): LinkEntry => ({
  linkId: 'L',
  host: 'A',
  isActive: true,
  isSound: true,
  isPending: false,
  said: { incarnation: 0, seq: 1, digest: 'd' },
  ...change,
});

/** What the host A and the client B each do about one verdict, seen from A. */
function duties(
  verdict: Partial<LinkVerdict>,
  atA: Partial<LinkEntry> = {},
  atB: Partial<LinkEntry> = {},
): string[] {
  const seenFromA: LinkVerdict = { ours: 'SAME', theirs: 'SAME', data: 'SAME', ...verdict };
  const seenFromB: LinkVerdict = { ...seenFromA, ours: seenFromA.theirs, theirs: seenFromA.ours };
  const [a, b] = [entry(atA), entry(atB)];
  return [
    dutyOf({ self: 'A', mine: a, theirs: b, verdict: seenFromA }),
    dutyOf({ self: 'B', mine: b, theirs: a, verdict: seenFromB }),
  ];
}

describe('what each side does about a difference', () => {
  it.each<[string, Partial<LinkVerdict>, string[]]>([
    ['nothing where the copies agree', {}, ['NOTHING', 'NOTHING']],
    ['data that differ are the host’s to say again', { data: 'DIFFERS' }, ['REPAIR', 'NOTHING']],
    ['the host’s word that differs at the client too', { ours: 'DIFFERS' }, ['REPAIR', 'NOTHING']],
    [
      'the client’s word that differs at the host is for staff of both',
      { theirs: 'DIFFERS' },
      ['OPEN_CASE', 'OPEN_CASE'],
    ],
    ['a word that never arrived is said again by its sayer', { ours: 'BEHIND' }, ['SAY_AGAIN', 'NOTHING']],
    ['on either side', { theirs: 'BEHIND' }, ['NOTHING', 'SAY_AGAIN']],
    ['a word that was never said is for staff of both', { ours: 'AHEAD' }, ['OPEN_CASE', 'OPEN_CASE']],
    ['the gravest counts', { theirs: 'DIFFERS', data: 'DIFFERS' }, ['OPEN_CASE', 'OPEN_CASE']],
  ])('REC-2: %s', (_, verdict, expected) => {
    expect(duties(verdict)).toEqual(expected);
  });

  it('REC-2: repairs nothing from a host whose own row contradicts itself', () => {
    expect(duties({ ours: 'DIFFERS' }, { isSound: false })).toEqual(['OPEN_CASE', 'OPEN_CASE']);
  });

  it('REC-2: repairs nothing before a link is active or after it has ended', () => {
    expect(duties({ ours: 'DIFFERS' }, { isActive: false }, { isActive: false })).toEqual([
      'OPEN_CASE',
      'OPEN_CASE',
    ]);
  });

  it('REC-1: says nothing again while it is on its way', () => {
    expect(duties({ ours: 'BEHIND' }, { isPending: true })).toEqual(['NOTHING', 'NOTHING']);
  });

  const record: RecordEntry = {
    kind: 'account',
    subject: 'L',
    sayer: 'A',
    word: { incarnation: 0, seq: 1, digest: 'd' },
    isPending: false,
  };
  const both = (standing: Standing, linkHost?: string): string[] =>
    ['A', 'B'].map((self) => recordDutyOf({ self, entry: record, standing, linkHost }));

  it.each<[string, Standing, string | undefined, string[]]>([
    ['a host’s fact that differs is said anew', 'DIFFERS', 'A', ['REPAIR', 'NOTHING']],
    ['so is one about no link', 'DIFFERS', undefined, ['REPAIR', 'NOTHING']],
    ['a client’s is for staff of both', 'DIFFERS', 'B', ['OPEN_CASE', 'OPEN_CASE']],
    ['one that never arrived is said again', 'BEHIND', 'B', ['SAY_AGAIN', 'NOTHING']],
    ['one that was never said is for staff of both', 'AHEAD', 'A', ['OPEN_CASE', 'OPEN_CASE']],
    ['nothing where it is the same', 'SAME', 'A', ['NOTHING', 'NOTHING']],
  ])('REC-3: %s', (_, standing, host, expected) => {
    expect(both(standing, host)).toEqual(expected);
  });
});
