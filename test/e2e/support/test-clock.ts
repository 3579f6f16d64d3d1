import { Clock } from '@platform/clock';

const DAY = 86_400_000;

/** Far from the ends of months and years, and from the changes of summer time, so that no date of a flow falls on one. */
const START = Date.parse('2026-03-02T15:00:00Z');

/** The business clock of a service: it goes on from its start and can be moved ahead, with that of the other service. */
export class TestClock extends Clock {
  private wrongByMs = 0;

  constructor(private readonly time = { offsetMs: START - Date.now() }) {
    super();
  }

  /** The other service's: it shows the same time unless it is made to go wrong. */
  another(): TestClock {
    return new TestClock(this.time);
  }

  /** Distance from the machine's time; what a service in a process of its own is told. */
  get distanceMs(): number {
    return this.time.offsetMs + this.wrongByMs;
  }

  override now(): Date {
    return new Date(Date.now() + this.distanceMs);
  }

  advanceDays(days: number): void {
    this.time.offsetMs += days * DAY;
  }

  /** This clock alone is ahead (or behind) by so many days; 0 sets it right. */
  goWrong(days: number): void {
    this.wrongByMs = days * DAY;
  }

  /** The date so many days from now (`YYYY-MM-DD`). */
  dateIn(days: number): string {
    return new Date(this.now().getTime() + days * DAY).toISOString().slice(0, 10);
  }
}
