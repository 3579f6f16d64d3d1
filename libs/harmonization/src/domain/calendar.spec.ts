import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addWorkingDays,
  addYears,
  daysBetween,
  earlierOf,
  isAfter,
  isBefore,
  isIsoDate,
  isWorkingDay,
  laterOf,
  workingDaysIn,
} from './calendar';

const date = fc.integer({ min: 0, max: 80_000 }).map((days) => addDays('1950-01-01', days));

describe('a date', () => {
  it.each(['2026-01-31', '2024-02-29', '2000-02-29', '1999-12-31'])('CAL-1: may be %s', (value) => {
    expect(isIsoDate(value)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '1899-12-31',
    '20260101',
    '2026-01-01T00:00',
  ])('CAL-1: may not be %s', (value) => {
    expect(isIsoDate(value)).toBe(false);
  });
});

describe('adding', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-05-31', 13, '2027-06-30'],
  ])('CAL-2: to %s %i months gives %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });

  it('CAL-2: gives a 29 February its last day four and one years later', () => {
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
  });

  it('days and back arrives where it started, and always at a date', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -40_000, max: 40_000 }), (from, days) => {
        const to = addDays(from, days);
        return isIsoDate(addDays(to, -days)) && addDays(to, -days) === from && daysBetween(from, to) === days;
      }),
    );
  });

  it('months never leaves the month that is meant', () => {
    fc.assert(
      fc.property(date, fc.nat(600), (from, months) => {
        const to = addMonths(from, months);
        const meant = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + months;
        return isIsoDate(to) && Number(to.slice(0, 4)) * 12 + Number(to.slice(5, 7)) - 1 === meant;
      }),
    );
  });
});

describe('comparing', () => {
  it('follows the calendar', () => {
    expect(isBefore('2026-01-31', '2026-02-01')).toBe(true);
    expect(isAfter('2026-01-31', '2026-01-31')).toBe(false);
    expect(earlierOf('2026-02-01', '2026-01-31')).toBe('2026-01-31');
    expect(laterOf('2026-02-01', '2026-01-31')).toBe('2026-02-01');
  });
});

describe('working days', () => {
  it('CAL-3: are Monday to Friday but for the holidays', () => {
    // 2026-03-02 is a Monday.
    const week = Array.from({ length: 7 }, (_, day) => isWorkingDay(addDays('2026-03-02', day)));

    expect(week).toEqual([true, true, true, true, true, false, false]);
    expect(isWorkingDay('2026-07-01', ['2026-07-01'])).toBe(false);
    expect(isWorkingDay('1950-01-01')).toBe(false);
  });

  it('CAL-3: are counted with both ends', () => {
    expect(workingDaysIn('2026-03-02', '2026-03-13')).toBe(10);
    expect(workingDaysIn('2026-03-02', '2026-03-13', ['2026-03-04'])).toBe(9);
    expect(workingDaysIn('2026-03-07', '2026-03-08')).toBe(0);
    expect(workingDaysIn('2026-03-03', '2026-03-02')).toBe(0);
  });

  it('CAL-3: are added over week-ends and holidays', () => {
    expect(addWorkingDays('2026-03-06', 1)).toBe('2026-03-09');
    expect(addWorkingDays('2026-03-06', 1, ['2026-03-09'])).toBe('2026-03-10');
    expect(addWorkingDays('2026-03-06', 0)).toBe('2026-03-06');
  });
});
