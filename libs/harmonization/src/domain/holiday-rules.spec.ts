import {
  easterSunday,
  holidaysBetween,
  nearestWorkingDay,
  nextWorkingDays,
  nthWeekday,
  weekdayOnOrBefore,
} from './holiday-rules';

describe('holidays that move', () => {
  it.each([
    [2026, 1, 1, 3, '2026-01-19'],
    [2026, 9, 1, 1, '2026-09-07'],
    [2026, 11, 4, 4, '2026-11-26'],
    [2027, 2, 1, 3, '2027-02-15'],
  ] as const)('CAL-4: in %p-%p weekday %p number %p is %s', (year, month, weekday, nth, date) => {
    expect(nthWeekday(year, month, weekday, nth)).toBe(date);
  });

  it.each([
    [2000, '2000-04-23'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2038, '2038-04-25'],
    [2285, '2285-03-22'],
  ])('CAL-5: Easter of %p is %s', (year, date) => {
    expect(easterSunday(year)).toBe(date);
  });

  it('CAL-6: keeps a Saturday on the Friday before and a Sunday on the Monday after', () => {
    expect(['2026-07-04', '2027-07-04', '2028-07-04'].map(nearestWorkingDay)).toEqual([
      '2026-07-03',
      '2027-07-05',
      '2028-07-04',
    ]);
  });

  it('CAL-7: keeps weekend holidays on the next days that are free for them', () => {
    expect(nextWorkingDays(['2027-12-25', '2027-12-26'])).toEqual(['2027-12-27', '2027-12-28']);
    expect(nextWorkingDays(['2026-12-25', '2026-12-26'])).toEqual(['2026-12-25', '2026-12-28']);
  });

  it('finds the last weekday before a date', () => {
    expect(weekdayOnOrBefore('2026-05-31', 1)).toBe('2026-05-25');
    expect(weekdayOnOrBefore('2026-05-25', 1)).toBe('2026-05-25');
  });

  it('counts those of the neighbouring years, which may be kept in this one', () => {
    expect(holidaysBetween((year) => [`${String(year)}-01-01`], '2026-12-20', '2027-01-05')).toEqual([
      '2025-01-01',
      '2026-01-01',
      '2027-01-01',
      '2028-01-01',
    ]);
  });
});
