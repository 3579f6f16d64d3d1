import fc from 'fast-check';
import { refuseUnusableJson, refuseUnusableText } from './usable-text';

const isRefused = (work: () => void): boolean => {
  try {
    work();
    return false;
  } catch {
    return true;
  }
};

const nested = (depth: number, inner: string): string => '['.repeat(depth) + inner + ']'.repeat(depth);

describe('the look at the text of a body', () => {
  it('refuses what the walk through its values refuses, and nothing else', () => {
    const unusual = fc.constantFrom(
      '\u0000',
      '\u0008',
      '\u000c',
      '\u007f',
      '\ud800',
      '\t',
      '\n',
      '\\',
      '"',
      '[',
      '}',
      'é',
      '😀',
    );
    const text = fc.string({ unit: fc.oneof(unusual, fc.string({ minLength: 1, maxLength: 1 })) });
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        text,
        fc.integer(),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(text, tie('any'), { maxKeys: 3 }),
      ),
    })).any;
    fc.assert(
      fc.property(value, fc.boolean(), (given, indented) => {
        const json = JSON.stringify(given, null, indented ? 2 : 0);
        expect(isRefused(() => refuseUnusableJson(json, given))).toBe(
          isRefused(() => refuseUnusableText(given)),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    [32, '1', false],
    [33, '1', true],
    [33, '"]]]]"', true],
    [20, '"[[[[[[[[[[[[[[[[[[[["', false],
    [33, '"\\\\","\\"]]"', true],
  ])('counts %i brackets around %s, whatever stands in texts', (depth, inner, refused) => {
    const json = nested(depth, inner);
    expect(isRefused(() => refuseUnusableJson(json, JSON.parse(json)))).toBe(refused);
  });
});
