import { dateInWords } from './date-in-words';

describe('a date in a sentence (TXT-8)', () => {
  it.each([
    ['2026-03-01', 'March 1, 2026', '1er mars 2026'],
    ['2026-12-31', 'December 31, 2026', '31 décembre 2026'],
  ])('says %s as people write it', (on, en, fr) => {
    expect(dateInWords(on)).toEqual({ en, fr });
  });

  it('leaves what is no date', () => {
    expect(dateInWords(undefined)).toEqual({ en: 'undefined', fr: 'undefined' });
    expect(dateInWords('soon').fr).toBe('soon');
  });
});
