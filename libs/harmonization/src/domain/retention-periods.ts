/** How long something is kept, in days, and why; `atLeast` is the shortest that configuration may set. */
export interface RetentionPeriod {
  readonly days: number;
  readonly atLeast: number;
}

/**
 * RET-1: what is kept for a time only. The reasons stand in docs/retention.md. Never in this table: the audit, histories of statuses
 * and dates, links (ended ones are said again for ever), and what was said and heard of each thing.
 */
export const RETENTION_PERIODS = {
  deliveredMessages: { days: 400, atLeast: 30 },
  receivedMessages: { days: 400, atLeast: 60 },
  abandonedDrafts: { days: 90, atLeast: 30 },
  oneTimeCodes: { days: 90, atLeast: 7 },
  invitations: { days: 90, atLeast: 7 },
  mails: { days: 30, atLeast: 3 },
  notices: { days: 2557, atLeast: 1461 },
  differences: { days: 30, atLeast: 1 },
  ownershipRequests: { days: 730, atLeast: 90 },
  logins: { days: 730, atLeast: 400 },
} as const satisfies Readonly<Record<string, RetentionPeriod>>;

export type Kept = keyof typeof RETENTION_PERIODS;
export const KEPT_FOR_A_TIME = Object.keys(RETENTION_PERIODS) as Kept[];

/** The periods with what configuration changes; a sentence for each setting that is none, or too short. */
export function retentionPeriods(changes: Readonly<Record<string, unknown>>): {
  periods: Readonly<Record<Kept, number>>;
  faults: string[];
} {
  const defaults = KEPT_FOR_A_TIME.map((kept): [Kept, number] => [kept, RETENTION_PERIODS[kept].days]);
  const periods = Object.fromEntries(defaults) as Record<Kept, number>;
  const faults = Object.entries(changes).flatMap(([name, days]) => faultOf(name, days) ?? []);
  if (faults.length === 0) Object.assign(periods, changes);
  return { periods, faults };
}

function faultOf(name: string, days: unknown): string | undefined {
  if (!KEPT_FOR_A_TIME.includes(name as Kept))
    return `RETENTION_DAYS: ${name} is none of ${KEPT_FOR_A_TIME.join(', ')}.`;
  const { atLeast } = RETENTION_PERIODS[name as Kept];
  return Number.isSafeInteger(days) && (days as number) >= atLeast && (days as number) <= 36_500
    ? undefined
    : `RETENTION_DAYS: ${name} must be a whole number of days, at least ${atLeast}.`;
}
