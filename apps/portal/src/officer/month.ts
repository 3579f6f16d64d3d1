import { addDays } from '@harmonization/domain/calendar';

const [FIRST, WEEK] = ['01', 7];

/** The month so many months away; months are `YYYY-MM`. */
export function monthAfter(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, WEEK);
}

/** Every date of a month. */
export function daysOf(month: string): string[] {
  const days = Array.from({ length: 31 }, (_, index) => addDays(`${month}-${FIRST}`, index));
  return days.filter((day) => day.startsWith(month));
}

/** The dates of a month in weeks that begin on Sunday, as both countries print them; absent where the week reaches beyond it. */
export function weeksOf(month: string): (string | undefined)[][] {
  const days = daysOf(month);
  const before = new Date(`${month}-${FIRST}T00:00:00Z`).getUTCDay();
  const cells = [...Array.from({ length: before }, () => undefined), ...days];
  const weeks = Math.ceil(cells.length / WEEK);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: WEEK }, (_each, day) => cells[week * WEEK + day]),
  );
}
