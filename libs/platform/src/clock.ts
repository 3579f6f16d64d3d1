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

/** The present calendar date (`YYYY-MM-DD`) in an IANA time zone. */
export const dateIn = (timeZone: string, instant: Date): string => formatOf(timeZone).format(instant);
