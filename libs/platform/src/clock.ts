/** The only source of "now" for business dates and deadlines. Freshness of tokens and signatures is the machine's own time. */
export abstract class Clock {
  /** The present instant. */
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept for each time zone: making one costs thirty times as much as using it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const kept = formats.get(timeZone);
  if (kept) return kept;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

/** No time zone of today is at another distance from UTC than whole quarters of an hour: within one, a date does not change. */
const QUARTER_MS = 15 * 60_000;
const lastDates = new Map<string, { quarter: number; date: string }>();

/** The present calendar date (`YYYY-MM-DD`) in an IANA time zone. */
export function dateIn(timeZone: string, instant: Date): string {
  const quarter = Math.floor(instant.getTime() / QUARTER_MS);
  const last = lastDates.get(timeZone);
  if (last?.quarter === quarter) return last.date;
  const date = formatOf(timeZone).format(instant);
  lastDates.set(timeZone, { quarter, date });
  return date;
}
