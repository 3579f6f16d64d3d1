import { isCount, isFlag, isText, isUuid, listOf, oneOf, orAbsent, recordOf } from './record-shape';

describe('the shape of what the peer says', () => {
  it.each([
    [isText, 'words', ['', 7, null, 'x'.repeat(401)]],
    [isUuid, '0198a000-0000-7000-8000-000000000001', ['no id at all', 1]],
    [isFlag, false, ['false', 0]],
    [isCount, 3, [-1, 1.5, '3']],
    [oneOf(['A']), 'A', ['B', undefined]],
    [orAbsent(isFlag), undefined, [null]],
    [listOf(isText), ['a'], ['a', ['a', 1]]],
    [recordOf({ a: isText }), { a: 'x', more: 1 }, [null, [], {}, { a: 1 }]],
  ])('%p takes what fits and nothing else', (shape, good, bad) => {
    expect(shape(good)).toBe(true);
    for (const value of bad as unknown[]) expect(shape(value)).toBe(false);
  });
});
