import { statutoryHolidays } from './holidays';

describe('PIP-C1: the general holidays of Canada', () => {
  it('of 2026, with Boxing Day kept on the Monday after', () => {
    expect(statutoryHolidays(2026)).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-05-18',
      '2026-07-01',
      '2026-09-07',
      '2026-09-30',
      '2026-10-12',
      '2026-11-11',
      '2026-12-25',
      '2026-12-28',
    ]);
  });

  it('of 2027, where both Christmas days fall on a weekend', () => {
    expect(statutoryHolidays(2027).slice(-2)).toEqual(['2027-12-27', '2027-12-28']);
  });

  it('have the Day for Truth and Reconciliation since 2021', () => {
    expect([statutoryHolidays(2020).length, statutoryHolidays(2021).length]).toEqual([9, 10]);
  });
});
