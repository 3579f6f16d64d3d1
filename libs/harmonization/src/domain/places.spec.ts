import { isPostBox } from './post-box';
import { isPostalCodeOf, normalizePostalCode } from './postal-code';
import { isCountry, isRegionOf } from './regions';

describe('a country', () => {
  it('PLACE-1: is an ISO code in use', () => {
    expect(['US', 'CA', 'MX', 'JP'].every(isCountry)).toBe(true);
    expect(['us', 'USA', 'XX', 'UK', ''].some(isCountry)).toBe(false);
  });
});

describe('a region', () => {
  it.each([
    ['US', 'US-NY'],
    ['US', 'US-DC'],
    ['US', 'US-PR'],
    ['CA', 'CA-QC'],
    ['CA', 'CA-NU'],
    ['MX', 'MX-NLE'],
    ['DE', 'DE-BY'],
    ['JP', 'JP-13'],
  ])('PLACE-2: of %s may be %s', (country, region) => {
    expect(isRegionOf(country, region)).toBe(true);
  });

  it.each([
    ['US', 'US-ON'],
    ['CA', 'CA-PQ'],
    ['US', 'CA-ON'],
    ['MX', 'MX-DF'],
    ['DE', 'BY'],
    ['DE', 'DE-BAYERN'],
    ['US', 'US-NY-1'],
    ['US', 'us-ny'],
  ])('PLACE-2: of %s is not %s', (country, region) => {
    expect(isRegionOf(country, region)).toBe(false);
  });
});

describe('a postal code', () => {
  it.each([
    ['US', '14213'],
    ['US', '58203-2211'],
    ['CA', 'L5T 2B2'],
    ['CA', 'L5T2B2'],
    ['MX', '64000'],
    ['GB', 'SW1A 1AA'],
  ])('PLACE-3: of %s may be %s', (country, code) => {
    expect(isPostalCodeOf(country, code)).toBe(true);
  });

  it.each([
    ['US', '1421'],
    ['US', '14213-22'],
    ['CA', 'D5T 2B2'],
    ['CA', 'L5O 2B2'],
    ['CA', 'Z5T 2B2'],
    ['CA', '14213'],
    ['MX', '6400'],
    ['GB', '?'],
    ['constructor', '?'],
  ])('PLACE-3: of %s is not %s', (country, code) => {
    expect(isPostalCodeOf(country, code)).toBe(false);
  });

  it('is written in two groups in Canada', () => {
    expect(normalizePostalCode('l5t2b2')).toBe('L5T 2B2');
    expect(normalizePostalCode('14213')).toBe('14213');
  });
});

describe('a post office box', () => {
  it.each([
    'PO Box 123',
    'P.O. Box 123',
    'P. O. BOX 9',
    'p.o.box 9',
    'P0 Box 12',
    'Post Office Box 44',
    'Postal Box 4',
    'Box 210, Station Main',
    'C.P. 8888, succ. Centre-ville',
    'CP 123',
    'Case postale 12',
    'Casier postal 7',
    'Boîte postale 9',
    'BP 45',
    'Apartado Postal 99',
    'Apdo. 12',
    'General Delivery',
    'Suite 4, PO Box 17',
  ])('PLACE-4: is seen in "%s"', (street) => {
    expect(isPostBox(street, 'CA')).toBe(true);
  });

  it.each([
    '1450 Niagara Street',
    '12 Boxwood Lane',
    '4 Post Office Road',
    '100 CP Rail Road',
    '3 Apollo Boulevard',
    '77 Boxer Street, Unit 9',
    '9 Pobeda Avenue',
  ])('PLACE-4: is not seen in "%s"', (street) => {
    expect(isPostBox(street, 'US')).toBe(false);
  });

  it('PLACE-4: reads C.P. as the postal code in Mexico', () => {
    expect(isPostBox('Av. Constitución 400, C.P. 64000', 'MX')).toBe(false);
    expect(isPostBox('Av. Constitución 400, C.P. 64000', 'CA')).toBe(true);
  });
});
