import { reminderDue } from './due-dates';

describe('DUE-1: reminders of a due date', () => {
  it.each([
    ['2026-01-01', undefined],
    ['2026-03-03', 90],
    ['2026-05-01', 90],
    ['2026-05-02', 30],
    ['2026-05-25', 7],
    ['2026-06-01', 0],
    ['2026-07-01', 0],
  ])('on %s the reminder for 1 June 2026 is the one of %p days ahead', (today, days) => {
    expect(reminderDue('2026-06-01', today)).toBe(days);
  });
});
