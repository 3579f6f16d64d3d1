import { addDays, isWorkingDay, type IsoDate } from './calendar';

/** Day of the week, Sunday 0. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const two = (part: number): string => String(part).padStart(2, '0');

export const dayOf = (year: number, month: number, day: number): IsoDate =>
  `${String(year)}-${two(month)}-${two(day)}`;

const weekdayOf = (date: IsoDate): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** CAL-4: the n-th such weekday of a month. */
export function nthWeekday(year: number, month: number, weekday: Weekday, nth: number): IsoDate {
  const first = dayOf(year, month, 1);
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7);
}

/** The last such weekday on or before a date. */
export function weekdayOnOrBefore(date: IsoDate, weekday: Weekday): IsoDate {
  return addDays(date, -((weekdayOf(date) - weekday + 7) % 7));
}

/** CAL-5: Easter Sunday of a year, by the Gregorian computus (Meeus, Jones and Butcher). */
export function easterSunday(year: number): IsoDate {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const leap = Math.floor((year % 100) / 4);
  const weekday = (32 + 2 * (century % 4) + 2 * leap - epact - (year % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const day = epact + weekday - 7 * shift + 114;
  return dayOf(year, Math.floor(day / 31), (day % 31) + 1);
}

/** CAL-6: a holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after. */
export function nearestWorkingDay(date: IsoDate): IsoDate {
  const weekday = weekdayOf(date);
  if (weekday === 6) return addDays(date, -1);
  return weekday === 0 ? addDays(date, 1) : date;
}

/** CAL-7: a holiday on a weekend is kept on the next working day that is no holiday itself. */
export function nextWorkingDays(dates: readonly IsoDate[]): IsoDate[] {
  const kept: IsoDate[] = [];
  for (const date of dates) {
    let day = date;
    while (!isWorkingDay(day, kept)) day = addDays(day, 1);
    kept.push(day);
  }
  return kept;
}

/** The holidays of every year that a stretch of days touches, and of the years beside it: one may be kept in its neighbour. */
export function holidaysBetween(
  holidaysOf: (year: number) => readonly IsoDate[],
  first: IsoDate,
  last: IsoDate,
): IsoDate[] {
  const [from, to] = [Number(first.slice(0, 4)) - 1, Number(last.slice(0, 4)) + 1];
  return Array.from({ length: Math.max(to - from + 1, 0) }, (_, years) => holidaysOf(from + years)).flat();
}
