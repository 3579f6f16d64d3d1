import fc from 'fast-check';
import { normalizeForm } from './normalize-form';

describe('the one form of an application', () => {
  it('TXT-5: has identifiers in capitals without spaces, and postal codes and telephone numbers as they are written', () => {
    const typed = {
      common: {
        legalName: '  Acme   Transport ',
        phone: '+1 (716) 555-0100',
        addresses: [{ country: 'ca', region: 'ca-on', postalCode: 'l5t2b2' }],
        securityProfile: [{ answer: ' First.\r\nSecond.  Third. ' }],
      },
      usSupplement: { scac: 'abcd ', usdot: ' 1234567', mcNumber: 'mc-123' },
      canadianSupplement: {
        bn15: '12345 6782 rc 0001',
        canadianCarrierCode: 'ab12',
        carmRegistered: true,
        crossBorderTrips90Days: 4,
      },
    };

    expect(normalizeForm(typed)).toEqual({
      common: {
        legalName: 'Acme Transport',
        phone: '+17165550100',
        addresses: [{ country: 'CA', region: 'CA-ON', postalCode: 'L5T 2B2' }],
        securityProfile: [{ answer: 'First.\nSecond.  Third.' }],
      },
      usSupplement: { scac: 'ABCD', usdot: '1234567', mcNumber: 'MC-123' },
      canadianSupplement: {
        bn15: '123456782RC0001',
        canadianCarrierCode: 'AB12',
        carmRegistered: true,
        crossBorderTrips90Days: 4,
      },
    });
  });

  it('TXT-5: is reached in one step from any JSON, and keeps control characters for the check to refuse', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) =>
        expect(normalizeForm(normalizeForm(json))).toEqual(normalizeForm(json)),
      ),
    );
    expect(normalizeForm({ legalName: 'Ac\u0000me' })).toEqual({ legalName: 'Ac\u0000me' });
  });

  it('stands a document that is nested without end', () => {
    const deep: unknown = JSON.parse('['.repeat(5000) + ']'.repeat(5000));

    expect(normalizeForm(deep)).toEqual(deep);
  });

  it('leaves a key that imitates a prototype a plain key', () => {
    const hostile: unknown = JSON.parse('{"__proto__":{"polluted":" yes "}}');

    expect(JSON.stringify(normalizeForm(hostile))).toBe('{"__proto__":{"polluted":"yes"}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
