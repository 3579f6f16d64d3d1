import fc from 'fast-check';
import type { ProblemError } from '../problem/problem-error';
import { correlationId, correlationIdOf, withCorrelationId } from './correlation';
import { entityTag, expectedVersion } from './entity-tag';
import { languageOf } from './language';
import { mergePatch } from './merge-patch';
import { decodeCursor, encodeCursor, pageOf } from './pagination';
import { refuseUnusableText } from './usable-text';

const problemOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as ProblemError).problem;
  }
};

describe('the correlation id', () => {
  it('is known to everything that runs under it, and to nothing beside it', async () => {
    const [one, two] = await Promise.all(
      ['one', 'two'].map((id) => withCorrelationId(id, async () => Promise.resolve().then(correlationId))),
    );
    expect([one, two, correlationId()]).toEqual(['one', 'two', undefined]);
  });

  it.each([[undefined], ['a b'], ['x'.repeat(65)], ['a\nb'], ['']])(
    'is made anew where the caller sends %j',
    (given) => {
      expect(correlationIdOf({ 'x-correlation-id': given })).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    },
  );
});

describe('the version that If-Match names', () => {
  it('is the one that ETag gave', () => expect(expectedVersion(entityTag(12))).toBe(12));

  it.each([
    [undefined, 428],
    ['', 428],
    ['*', 428],
    ['W/"1"', 412],
    ['"1", "2"', 412],
    ['1', 412],
    ['"x"', 412],
    ['"99999999999999999999"', 412],
  ])('is refused for %j with %i', (header, status) => {
    expect(problemOf(() => expectedVersion(header))).toMatchObject({ status });
  });
});

describe('the language', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['de, es', 'en'],
    ['fr', 'fr'],
    ['fr-CA, en;q=0.8', 'fr'],
    ['en;q=0.5, fr;q=0.9', 'fr'],
    ['FR;q=0, en', 'en'],
    ['fr;q=x', 'en'],
    [';;,,', 'en'],
  ])('of %j is %s', (header, language) => expect(languageOf(header)).toBe(language));
});

describe('a merge patch', () => {
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('of RFC 7396: %j with %j gives %j', (target, patch, result) => {
    const before = structuredClone(target);
    expect(mergePatch<unknown>(target, patch)).toEqual(result);
    expect(target).toEqual(before);
  });

  it('never touches a prototype', () => {
    const result = mergePatch<object>({}, JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });
});

describe('a cursor', () => {
  const isText = (value: unknown): value is string => typeof value === 'string';

  it('says again what it was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => decodeCursor(encodeCursor(text), isText) === text),
    );
  });

  it.each(['', 'x', '!!', encodeCursor(7)])('that is not ours (%j) is refused', (cursor) => {
    expect(problemOf(() => decodeCursor(cursor, isText))).toMatchObject({
      status: 400,
      code: 'CURSOR_INVALID',
    });
  });

  it('stands only where there is a next page', () => {
    expect(pageOf(['a', 'b'], 2, (row) => row)).toEqual({ items: ['a', 'b'] });
    expect(pageOf(['a', 'b', 'c'], 2, (row) => row)).toEqual({ items: ['a', 'b'], next: encodeCursor('b') });
    expect(pageOf([], 2, (row) => row)).toEqual({ items: [] });
  });
});

describe('text that cannot be stored', () => {
  it('is found wherever it stands, all places at once', () => {
    const body = { a: 'x\u0000', list: ['fine', 'bell\u0007'], 'k/e~y': '\ud800', ['na\u0001me']: 'fine' };
    expect(problemOf(() => refuseUnusableText(body))).toMatchObject({
      status: 422,
      violations: [{ pointer: '/a' }, { pointer: '/list/1' }, { pointer: '/k~1e~0y' }, { pointer: '' }],
    });
  });

  it('is not what people write: line ends, tabs, accents, emoji', () => {
    expect(() => refuseUnusableText({ text: 'Été\r\n\t😀 Ōsaka', n: 1, none: null })).not.toThrow();
  });
});
