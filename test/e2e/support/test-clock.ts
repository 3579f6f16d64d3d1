import { Clock } from '@platform/clock';

const DAY = 86_400_000;

/** Far from the ends of months and years, and from the changes of summer time, so that no date of a flow falls on one. */
const START = Date.parse('2026-03-02T15:00:00Z');

/** The one business clock of both services: it goes on from its start and can be moved ahead. */
export class TestClock extends Clock {
  private offsetMs = START - Date.now();

  /** Distance from the machine's time; what a service in a process of its own is told. */
  get distanceMs(): number {
    return this.offsetMs;
  }

  override now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  advanceDays(days: number): void {
    this.offsetMs += days * DAY;
  }

  /** The date so many days from now (`YYYY-MM-DD`). */
  dateIn(days: number): string {
    return new Date(this.now().getTime() + days * DAY).toISOString().slice(0, 10);
  }
}
