import fc from 'fast-check';
import {
  accountNumberOf,
  applicationReferenceOf,
  isAccountNumber,
  isGeneratedAccountNumber,
} from './account-number';
import {
  bn9Of,
  hasBn15Shape,
  isBn15,
  isCanadianCarrierCode,
  isEin,
  isMcNumber,
  isMid,
  isScac,
  isTin,
  isUsdot,
  luhnHolds,
  matchKeysOf,
} from './identifiers';

describe.each([
  ['ID-1: a SCAC', isScac, ['AB', 'ABC', 'ABCD'], ['A', 'ABCDE', 'AB1', 'abcd', ' ABCD', 'ABCD\n']],
  ['ID-2: a USDOT number', isUsdot, ['1', '1234567', '99999999'], ['', '0123', '123456789', '12a', '1\n']],
  [
    'ID-3: an operating authority number',
    isMcNumber,
    ['MC123456', 'MX-1', 'FF-12345678'],
    ['123456', 'MC', 'MC-123456789', 'MC 1'],
  ],
  ['ID-4: an EIN', isEin, ['12-3456789', '123456789'], ['1-23456789', '12-345678', '12 3456789']],
  [
    'ID-5: a Canadian carrier code',
    isCanadianCarrierCode,
    ['AB12', '1234', 'WXYZ'],
    ['ABC', 'ABCDE', 'ab12', 'A-12'],
  ],
  [
    'ID-6: a business number account',
    isBn15,
    ['123456782RC0001', '100000009RM0002'],
    ['123456789RC0001', '123456782rc0001', '123456782RC001', '123456782', '12345678RC0001'],
  ],
  [
    'ID-7: a MID',
    isMid,
    ['XOACMINC123TOR', 'USACM', 'MXABC123'],
    ['CAACM123TOR', 'XZACM', 'X', 'US', 'USACME1234567890', 'us123'],
  ],
  [
    'ID-8: a trader identification number',
    isTin,
    ['JP1', 'NZ12345ABC', 'KR123456789012345'],
    ['J1', 'JP', 'JP1234567890123456', 'jp1'],
  ],
  [
    'ID-9: an account number',
    isAccountNumber,
    ['CT00000001', 'PIP0000001', '7', 'OLD123'],
    ['', 'CT-1', 'ct1', '1234567890123456'],
  ],
])('%s', (_, holds, valid, invalid) => {
  it.each(valid)('may be %s', (value) => {
    expect(holds(value)).toBe(true);
  });

  it.each(invalid)('may not be %j', (value) => {
    expect(holds(value)).toBe(false);
  });
});

describe('the check digit of a business number', () => {
  const eight = fc.stringMatching(/^\d{8}$/);

  it('is one of ten: exactly one ninth digit passes', () => {
    fc.assert(
      fc.property(
        eight,
        (digits) => [...'0123456789'].filter((last) => luhnHolds(digits + last)).length === 1,
      ),
    );
  });

  it('catches every single wrong digit', () => {
    const slip = fc.record({ digits: eight, place: fc.nat(8), by: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(slip, ({ digits, place, by }) => {
        const right = digits + [...'0123456789'].find((last) => luhnHolds(digits + last))!;
        const slipped = String((Number(right[place]) + by) % 10);
        const wrong = right.slice(0, place) + slipped + right.slice(place + 1);
        return luhnHolds(right) && !luhnHolds(wrong);
      }),
    );
  });

  it('is told apart from another shape', () => {
    expect(hasBn15Shape('123456789RC0001')).toBe(true);
    expect(hasBn15Shape('12345678RC0001')).toBe(false);
  });
});

describe('the numbers by which the other program finds a carrier', () => {
  it('are those that it has, of the business number the company alone', () => {
    expect(
      matchKeysOf({ usdot: '12', bn15: '123456782RC0001', canadianCarrierCode: 'AB12', scac: 'ABCD' }),
    ).toEqual({
      usdot: '12',
      bn9: '123456782',
      canadianCarrierCode: 'AB12',
    });
    expect(matchKeysOf({ scac: 'ABCD' })).toEqual({});
    expect(bn9Of('123456782RC0001')).toBe('123456782');
  });
});

describe('numbers given out', () => {
  const numbering = { prefix: 'CT', digits: 8 };

  it('ID-10: are the prefix and a fixed count of digits', () => {
    expect(accountNumberOf(123, numbering)).toBe('CT00000123');
    expect(isGeneratedAccountNumber('CT00000123', numbering)).toBe(true);
    expect(isGeneratedAccountNumber('CT0000012', numbering)).toBe(false);
    expect(isGeneratedAccountNumber('XX00000123', numbering)).toBe(false);
  });

  it('are account numbers whatever the ordinal', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999), (ordinal) =>
        isGeneratedAccountNumber(accountNumberOf(ordinal, numbering), numbering),
      ),
    );
  });

  it('ID-11: name the program and the year in a reference', () => {
    expect(applicationReferenceOf('HA-C', 2026, 123)).toBe('HA-C-2026-000123');
  });
});
