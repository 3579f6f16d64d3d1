import { addDays, type IsoDate } from '@harmonization/domain/calendar';
import {
  dayOf,
  easterSunday,
  nextWorkingDays,
  nthWeekday,
  weekdayOnOrBefore,
} from '@harmonization/domain/holiday-rules';

const MONDAY = 1;

/**
 * PIP-C1: the general holidays of Canada as federal offices keep them [Canada Labour Code, s. 166]; the National Day for Truth and
 * Reconciliation since 2021. One on a weekend is kept on the next working day.
 */
export function statutoryHolidays(year: number): IsoDate[] {
  const fixed = [
    dayOf(year, 1, 1),
    dayOf(year, 7, 1),
    ...(year >= 2021 ? [dayOf(year, 9, 30)] : []),
    dayOf(year, 11, 11),
    dayOf(year, 12, 25),
    dayOf(year, 12, 26),
  ];
  return [
    ...nextWorkingDays(fixed),
    addDays(easterSunday(year), -2),
    weekdayOnOrBefore(dayOf(year, 5, 24), MONDAY),
    nthWeekday(year, 9, MONDAY, 1),
    nthWeekday(year, 10, MONDAY, 2),
  ].sort();
}
