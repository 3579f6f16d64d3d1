import { federalHolidays } from './holidays';

describe('CTPAT-C1: the federal holidays of the United States', () => {
  it('of 2026, with Independence Day kept on the Friday before', () => {
    expect(federalHolidays(2026)).toEqual([
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
      '2026-07-03',
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-12-25',
    ]);
  });

  it('keep a New Year on a Saturday in the old year', () => {
    expect(federalHolidays(2028)[0]).toBe('2027-12-31');
  });

  it('have Juneteenth since 2021', () => {
    expect([federalHolidays(2020).length, federalHolidays(2021).length]).toEqual([10, 11]);
  });
});
