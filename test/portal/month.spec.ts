import { daysOf, monthAfter, weeksOf } from '../../apps/portal/src/officer/month';

describe('a month of the calendar', () => {
  it('has its days, a leap February too', () => {
    expect(daysOf('2028-02').at(-1)).toBe('2028-02-29');
    expect(daysOf('2026-04')).toHaveLength(30);
  });

  it('stands in weeks from Sunday to Saturday', () => {
    const weeks = weeksOf('2026-12');
    expect(weeks[0]).toEqual([
      undefined,
      undefined,
      '2026-12-01',
      '2026-12-02',
      '2026-12-03',
      '2026-12-04',
      '2026-12-05',
    ]);
    expect(weeks.at(-1)?.filter(Boolean).at(-1)).toBe('2026-12-31');
    expect(weeks.every((week) => week.length === 7)).toBe(true);
  });

  it('is followed by the next year where it ends one', () => {
    expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
  });
});
