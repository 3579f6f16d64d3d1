import { mergePatchOf, overlap, patched } from '../../apps/portal/src/form/merge-patch';

describe('a merge patch', () => {
  const before = { name: 'A', place: { city: 'X', street: 'S' }, list: [1, 2] };

  it.each([
    [{ ...before, name: 'B' }],
    [{ name: 'A', place: { city: 'Y' }, list: [1] }],
    [{ place: { city: 'X', street: 'S', region: 'R' }, list: [] }],
  ])('made of two documents leads from the one to the other: %j', (after) => {
    expect(patched(before, mergePatchOf(before, after))).toEqual(after);
  });

  it('overlaps another only where both change the same field', () => {
    expect(overlap({ place: { city: 'Y' } }, { place: { street: 'T' }, name: 'B' })).toBe(false);
    expect(overlap({ place: { city: 'Y' } }, { place: { city: 'Z' } })).toBe(true);
    expect(overlap({ place: null }, { place: { city: 'Z' } })).toBe(true);
  });
});
