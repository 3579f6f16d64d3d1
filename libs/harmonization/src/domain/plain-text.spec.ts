import fc from 'fast-check';
import { lineFault, longTextFault, normalizeLine, normalizeLongText } from './plain-text';

describe('a line of text', () => {
  it.each([
    ['a plain one', '1450 Niagara Street', undefined],
    ['one with accents and punctuation', "41, chemin de l'Église", undefined],
    ['nothing but spaces', '   ', 'EMPTY'],
    ['one longer than any register has', 'a'.repeat(201), 'TOO_LONG'],
  ])('judges %s', (_, line, fault) => {
    expect(lineFault(line)).toBe(fault);
  });

  it.each([
    ['the null character', 'Acme\u0000'],
    ['a line break', 'Acme\nTransport'],
    ['an escape', 'Acme\u001b[31m'],
    ['a line separator', 'Acme\u2028Transport'],
    ['half a character', 'Acme \ud800'],
    ['a private character', 'Acme \ue000'],
  ])('TXT-1: refuses %s', (_, line) => {
    expect(lineFault(line)).toBe('CONTROL_CHARACTER');
  });

  it.each([
    ['a zero-width space', 'Ac\u200bme'],
    ['a right-to-left override', 'Acme \u202egnp.exe'],
    ['an isolate', 'Acme\u2066'],
    ['a soft hyphen', 'Ac\u00adme'],
    ['a Hangul filler', 'Acme \u3164'],
    ['a blank Braille cell', 'Acme \u2800'],
  ])('TXT-2: refuses %s', (_, line) => {
    expect(lineFault(line)).toBe('INVISIBLE_CHARACTER');
  });
});

describe('a longer text', () => {
  it('may have lines and tabs, and up to 5,000 characters', () => {
    expect(longTextFault('One.\n\tTwo.')).toBeUndefined();
    expect(longTextFault('a'.repeat(5001))).toBe('TOO_LONG');
    expect(longTextFault('One.\u0007')).toBe('CONTROL_CHARACTER');
    expect(longTextFault('One.\u200b')).toBe('INVISIBLE_CHARACTER');
  });
});

describe('the stored form', () => {
  it('TXT-4: has one kind of space, none around it, and composed letters', () => {
    expect(normalizeLine('  Caf\u0065\u0301\u00a0\u2003Route ')).toBe('Caf\u00e9 Route');
    expect(normalizeLongText(' One.\r\nTwo.\r')).toBe('One.\nTwo.');
  });

  it('is reached in one step', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (line) => normalizeLine(normalizeLine(line)) === normalizeLine(line),
      ),
    );
  });
});
