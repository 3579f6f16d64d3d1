import { Clock } from '@platform/clock';

/** The machine's time, moved ahead: notice periods and deadlines pass without waiting for them. */
export class MovableClock extends Clock {
  constructor(private offsetMs: number) {
    super();
  }

  override now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  moveTo(offsetMs: number): void {
    this.offsetMs = offsetMs;
  }
}
