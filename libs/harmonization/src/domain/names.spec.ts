import { companyNameFault, personNameFault } from './names';

describe('a name', () => {
  it.each([
    'Lakeshore Freight Lines, Inc.',
    'Camionnage des Érables inc.',
    '3M',
    '1234567 Canada Ltd.',
    'Transportes Núñez & Hijos, S.A. de C.V.',
    'Śląsk Express № 5',
    '東京運送 Transport',
    'ᓄᓇᕗᑦ',
  ])('may be %s', (name) => {
    expect(companyNameFault(name)).toBeUndefined();
  });

  it.each([
    ['a Cyrillic letter among Latin ones', 'Аcme Transport'],
    ['a Greek letter among Latin ones', 'Acme Τransport'],
    ['Cyrillic letters only, all drawn like Latin ones', 'АСМЕ'],
    ['full-width letters', 'Ａcme'],
    ['mathematical letters', '𝐀cme'],
    ['a ligature', 'Oﬃce Freight'],
    ['full-width digits', 'Route ６６'],
  ])('TXT-3: is not one with %s', (_, name) => {
    expect(companyNameFault(name)).toBe('LOOK_ALIKE');
  });

  it('has a letter or a digit, a person a letter', () => {
    expect(companyNameFault('---')).toBe('NO_LETTER');
    expect(personNameFault('1234')).toBe('NO_LETTER');
    expect(personNameFault("Moira O'Donnell")).toBeUndefined();
  });
});
