/** A calendar date, `YYYY-MM-DD`, without a time or a time zone. Such strings sort as their dates do. */
export type IsoDate = string;

const DAY = 86_400_000;

/** CAL-1: a date is `YYYY-MM-DD` and exists in the calendar, from 1900 on. */
export function isIsoDate(value: string): value is IsoDate {
  return (
    /^(19|[2-9]\d)\d{2}-\d{2}-(?!00)\d{2}$/.test(value) &&
    value.slice(8) <= lastDayOf(yearOf(value), monthOf(value))
  );
}

const yearOf = (date: IsoDate): number => Number(date.slice(0, 4));
const monthOf = (date: IsoDate): number => Number(date.slice(5, 7));
const dayNumberOf = (date: IsoDate): number =>
  Date.UTC(yearOf(date), monthOf(date) - 1, Number(date.slice(8))) / DAY;
const dateOf = (dayNumber: number): IsoDate => new Date(dayNumber * DAY).toISOString().slice(0, 10);

const THIRTY = [4, 6, 9, 11];
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function lastDayOf(year: number, month: number): string {
  if (month < 1 || month > 12) return '';
  if (month === 2) return isLeap(year) ? '29' : '28';
  return THIRTY.includes(month) ? '30' : '31';
}

export const addDays = (date: IsoDate, days: number): IsoDate => dateOf(dayNumberOf(date) + days);

/** CAL-2: a month later is the same day of that month, or its last day where that month is shorter. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const count = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  const last = lastDayOf(year, month);
  const day = date.slice(8) > last ? last : date.slice(8);
  return `${year}-${String(month).padStart(2, '0')}-${day}`;
}

export const addYears = (date: IsoDate, years: number): IsoDate => addMonths(date, years * 12);

/** Days from one date to another; negative where the second comes first. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => dayNumberOf(to) - dayNumberOf(from);

export const isBefore = (date: IsoDate, other: IsoDate): boolean => date < other;
export const isAfter = (date: IsoDate, other: IsoDate): boolean => date > other;
export const earlierOf = (date: IsoDate, other: IsoDate): IsoDate => (date < other ? date : other);
export const laterOf = (date: IsoDate, other: IsoDate): IsoDate => (date > other ? date : other);

/** Day of the week, Sunday 0; day zero of the count was a Thursday. */
const weekdayOf = (date: IsoDate): number => (((dayNumberOf(date) + 4) % 7) + 7) % 7;

/** CAL-3: offices work Monday to Friday, except on the country's holidays. */
export const isWorkingDay = (date: IsoDate, holidays: readonly IsoDate[] = []): boolean =>
  weekdayOf(date) % 6 !== 0 && !holidays.includes(date);

/** How many working days a stretch of days has, both ends counted; 0 where it ends before it starts. */
export function workingDaysIn(first: IsoDate, last: IsoDate, holidays: readonly IsoDate[] = []): number {
  const length = Math.max(daysBetween(first, last) + 1, 0);
  return Array.from({ length }, (_, day) => addDays(first, day)).filter((date) =>
    isWorkingDay(date, holidays),
  ).length;
}

/** The n-th working day after a date. */
export function addWorkingDays(date: IsoDate, days: number, holidays: readonly IsoDate[] = []): IsoDate {
  let reached = date;
  for (let left = days; left > 0;) {
    reached = addDays(reached, 1);
    if (isWorkingDay(reached, holidays)) left -= 1;
  }
  return reached;
}
