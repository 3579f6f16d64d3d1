import type { IsoDate } from '@harmonization/domain/calendar';
import { dayOf, nearestWorkingDay, nthWeekday, weekdayOnOrBefore } from '@harmonization/domain/holiday-rules';

const [MONDAY, THURSDAY] = [1, 4] as const;

/** CTPAT-C1: the federal holidays of the United States as offices keep them [5 U.S.C. 6103]; Juneteenth since 2021. */
export function federalHolidays(year: number): IsoDate[] {
  const fixed = [
    dayOf(year, 1, 1),
    ...(year >= 2021 ? [dayOf(year, 6, 19)] : []),
    dayOf(year, 7, 4),
    dayOf(year, 11, 11),
    dayOf(year, 12, 25),
  ];
  return [
    ...fixed.map(nearestWorkingDay),
    nthWeekday(year, 1, MONDAY, 3),
    nthWeekday(year, 2, MONDAY, 3),
    weekdayOnOrBefore(dayOf(year, 5, 31), MONDAY),
    nthWeekday(year, 9, MONDAY, 1),
    nthWeekday(year, 10, MONDAY, 2),
    nthWeekday(year, 11, THURSDAY, 4),
  ].sort();
}
