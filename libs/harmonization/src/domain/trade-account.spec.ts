import { WIRE_STATUSES, type WireStatus } from './life-cycle';
import { accountInTheWay, companyKeyOf, warningsFor, type Sibling } from './trade-account';

const sibling = (lineOfBusiness: string, wire: WireStatus): Sibling => ({
  accountNumber: `${lineOfBusiness}-${wire}`,
  lineOfBusiness,
  wire,
});

describe('the accounts of one company', () => {
  it('TRADE-1: belong together by the identifier that the program knows companies by', () => {
    expect(companyKeyOf('EIN', { ein: '12-3456789' })).toBe(companyKeyOf('EIN', { ein: '123456789' }));
    expect(companyKeyOf('BN9', { bn15: '123456782RC0001' })).toBe('123456782');
    expect(companyKeyOf('EIN', { bn15: '123456782RC0001' })).toBeUndefined();
    expect(companyKeyOf('BN9', {})).toBeUndefined();
  });

  it('TRADE-2: a second account of a harmonized line is in the way of none only once it has ended', () => {
    const inTheWay = WIRE_STATUSES.filter((wire) => accountInTheWay('CARRIER', [sibling('CARRIER', wire)]));
    expect(inTheWay).toEqual(['APPLICANT', 'ACTIVE', 'ACTIVE_VALIDATED', 'SUSPENDED']);
    expect(accountInTheWay('CARRIER', [sibling('IMPORTER', 'ACTIVE')])).toBeUndefined();
  });

  it('TRADE-3: warns of accounts that were active and are not, each line once, in both languages', () => {
    const siblings = WIRE_STATUSES.map((wire) => sibling('IMPORTER', wire));
    const [warning, ...others] = warningsFor([...siblings, sibling('BROKER', 'SUSPENDED')]);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'OTHER_ACCOUNT_INACTIVE',
      linesOfBusiness: ['BROKER', 'IMPORTER'],
    });
    expect(warning!.text.fr).toContain('(courtier, importateur)');
    expect(warningsFor([sibling('IMPORTER', 'ACTIVE'), sibling('BROKER', 'APPLICANT')])).toEqual([]);
  });
});
