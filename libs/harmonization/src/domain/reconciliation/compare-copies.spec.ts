import {
  agrees,
  compareLinks,
  isInMotion,
  isUnheard,
  standingOf,
  type LinkEntry,
  type Word,
} from './compare-copies';

const word = (seq: number, digest = `d${seq}`): Word => ({ incarnation: 0, seq, digest });
const aLink = (change: Partial<LinkEntry> = {}): LinkEntry => ({
  linkId: 'L',
  host: 'A',
  isActive: true,
  isSound: true,
  isPending: false,
  said: word(4),
  heard: word(7),
  data: 'x',
  ...change,
});
const theOther = (change: Partial<LinkEntry> = {}): LinkEntry =>
  aLink({ said: word(7), heard: word(4), ...change });

describe('comparing two copies', () => {
  it.each([
    [word(4), word(4), 'SAME'],
    [word(4), word(3), 'BEHIND'],
    [word(4), undefined, 'BEHIND'],
    [word(4), word(5), 'AHEAD'],
    [undefined, word(1), 'AHEAD'],
    [word(4), word(4, 'other'), 'DIFFERS'],
    [undefined, undefined, 'SAME'],
    [{ incarnation: 1, seq: 1, digest: 'd' }, word(9), 'BEHIND'],
  ] as const)('said %j and heard %j is %s', (said, heard, standing) => {
    expect(standingOf(said, heard)).toBe(standing);
  });

  it.each([
    ['nothing was taken, nothing is heard', null, undefined, true],
    ['the last that was taken is heard', word(3), word(3), true],
    ['the one that was given up arrived', word(3), word(4), false],
    ['of a thing that the peer has lost', word(3), undefined, false],
    ['whose delivery nobody remembers', null, word(2), false],
    ['of another incarnation', word(3), { ...word(3), incarnation: 1 }, false],
  ] as const)('GATE-3: a word that was given up is unheard: %s', (_, last, heard, unheard) => {
    expect(isUnheard({ last }, heard)).toBe(unheard);
  });

  it('REC-1: agrees where both have heard each other and hold the same data', () => {
    expect(agrees(compareLinks(aLink(), theOther()))).toBe(true);
  });

  it('REC-1: does not compare the data of copies that are not of one version', () => {
    const verdict = compareLinks(aLink({ said: word(5), data: 'y' }), theOther());
    expect(verdict).toEqual({ ours: 'BEHIND', theirs: 'SAME', data: 'SAME' });
    expect(isInMotion(verdict)).toBe(true);
  });

  it('finds data that differ at one version, and that one side lost', () => {
    expect(compareLinks(aLink(), theOther({ data: 'y' })).data).toBe('DIFFERS');
    expect(compareLinks(aLink(), theOther({ data: undefined })).data).toBe('DIFFERS');
  });

  it('takes a link that one side does not know for one that is on its way', () => {
    expect(compareLinks(aLink(), undefined)).toEqual({ ours: 'BEHIND', theirs: 'SAME', data: 'SAME' });
    expect(compareLinks(undefined, theOther())).toEqual({ ours: 'SAME', theirs: 'BEHIND', data: 'SAME' });
  });

  it('does not take a difference for motion because something else is behind', () => {
    const verdict = compareLinks(aLink({ said: word(5), heard: word(7, 'other') }), theOther());
    expect(verdict).toMatchObject({ ours: 'BEHIND', theirs: 'DIFFERS' });
    expect(isInMotion(verdict)).toBe(false);
  });
});
