import { addDays, isBefore, type IsoDate } from './calendar';

/** Days ahead of a due date at which a carrier is reminded, and on the day itself. */
export const REMINDER_DAYS = [90, 30, 7, 0] as const;

/** DUE-1: the reminder that stands today: the nearest step that has been reached, or undefined while the date is far. */
export function reminderDue(on: IsoDate, today: IsoDate): number | undefined {
  return REMINDER_DAYS.findLast((days) => !isBefore(today, addDays(on, -days)));
}
