import type { SharedData } from '../shared-data';
import { matchValuesOf } from './match-values';
import { normalizeCompany, normalizeStreet } from './normalize-company';
import { suggestionsOf, wordsOf } from './suggestions';

const data = (
  changes: Partial<SharedData> = {},
  street = '100 Main Street',
  postalCode = '14201',
): SharedData => ({
  legalName: 'Érable Transport Inc.',
  ownerType: 'CORPORATION',
  phone: '',
  addresses: [
    {
      type: 'HEADQUARTERS',
      street,
      city: 'Buffalo',
      region: 'US-NY',
      postalCode,
      country: 'US',
      staffed: true,
    },
  ],
  contacts: [],
  identifiers: {},
  securityProfile: [],
  ...changes,
});
const common = (one: SharedData, other: SharedData): string[] => {
  const others = new Set(matchValuesOf(other).map(({ value }) => value));
  return matchValuesOf(one).flatMap(({ rule, value }) => (others.has(value) ? [rule] : []));
};
const withNumbers = (identifiers: SharedData['identifiers']): SharedData =>
  data({ identifiers, legalName: `Company ${JSON.stringify(identifiers)}`, addresses: [] });

describe('two accounts have in common', () => {
  it('a number that is the same, and well formed (MATCH-1, MATCH-2, MATCH-3)', () => {
    expect(common(withNumbers({ usdot: '123' }), withNumbers({ usdot: '123', scac: 'ABCD' }))).toEqual([
      'MATCH-1',
    ]);
    expect(common(withNumbers({ usdot: '123' }), withNumbers({ usdot: '132' }))).toEqual([]);
    expect(
      common(
        withNumbers({ canadianCarrierCode: '12AB' }),
        withNumbers({ canadianCarrierCode: '12AB', ein: '1' }),
      ),
    ).toEqual(['MATCH-2']);
    expect(
      common(withNumbers({ bn15: '123456782RC0001' }), withNumbers({ bn15: '123456782RT0002' })),
    ).toEqual(['MATCH-3']);
    expect(common(withNumbers({ usdot: '0', scac: 'A' }), withNumbers({ usdot: '0' }))).toEqual([]);
  });

  it('a number, never one of another kind', () => {
    expect(common(withNumbers({ usdot: '1234' }), withNumbers({ canadianCarrierCode: '1234' }))).toEqual([]);
  });

  it('name and headquarters, by street (MATCH-4) or by postal code (MATCH-5)', () => {
    const clerk = data({ legalName: 'ERABLE TRANSPORT INCORPORATED' }, '100 MAIN ST., Suite 4', '14201-1234');

    expect(common(data(), clerk)).toEqual(['MATCH-4', 'MATCH-5']);
    expect(common(data(), data({}, 'Warehouse 7', '14201'))).toEqual(['MATCH-5']);
    expect(common(data(), data({}, '100 Main St', '14202'))).toEqual(['MATCH-4']);
    expect(common(data(), data({}, '100 Main St N', '14202'))).toEqual([]);
    expect(common(data(), data({ legalName: 'Erable Transit Inc.' }))).toEqual([]);
    expect(common(data({ addresses: [] }), data({ addresses: [] }))).toEqual([]);
  });
});

describe('what is compared', () => {
  it('is a name without legal form, article, accents and marks (MATCH-6)', () => {
    expect(
      [
        'The Érable & Frères, L.L.C.',
        'ERABLE AND FRERES LTD',
        'Érable et Frères Ltée',
        'Erable & Freres Co. Inc.',
      ].map(normalizeCompany),
    ).toEqual(Array(4).fill('ERABLE AND FRERES'));
    expect(['Inc.', 'The'].map(normalizeCompany)).toEqual(['INC', 'THE']);
  });

  it('is a street spelled out, without the unit (MATCH-7)', () => {
    expect(
      ['12 King St. W', '12 KING STREET WEST #4', '12 King St West, Bureau 300'].map(normalizeStreet),
    ).toEqual(Array(3).fill('12 KING STREET WEST'));
  });
});

describe('a suggestion (MATCH-8)', () => {
  it('names each pair once, with what speaks for it and against it', () => {
    const own = [
      { handle: 'a', tokens: { t1: 'MATCH-1', t4: 'MATCH-4' }, holds: ['MATCH-1', 'MATCH-2', 'MATCH-4'] },
      { handle: 'b', tokens: { t1: 'MATCH-1' }, holds: ['MATCH-1'] },
    ] as const;
    const peer = [
      { handle: 'x', tokens: { t1: 'MATCH-1', t4: 'MATCH-4' }, holds: ['MATCH-1', 'MATCH-2', 'MATCH-4'] },
    ] as const;

    expect(suggestionsOf(own, peer)).toEqual([
      { own: 'a', peer: 'x', rules: ['MATCH-1', 'MATCH-4'], against: ['MATCH-2'] },
      { own: 'b', peer: 'x', rules: ['MATCH-1'], against: [] },
    ]);
    expect(suggestionsOf(own, [])).toEqual([]);
    expect(wordsOf('MATCH-1').en).toContain('USDOT');
  });
});
