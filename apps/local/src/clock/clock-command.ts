const DAY_MS = 86_400_000;
/** The age of the longest deadline (24 months) many times over; beyond it a date is a slip of the pen. */
const MAX_DAYS = 36_500;

export type ClockMove = { offsetMs: number } | { refusal: string };

interface Present {
  machineNow: number;
  offsetMs: number;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** `{"advanceDays": n}` or `{"to": "ISO"}` → the new distance to the machine's time. Only forwards: dates already written stay past. */
export function moveOf(command: unknown, { machineNow, offsetMs }: Present): ClockMove {
  const expected = { refusal: 'expected {"advanceDays": number above 0} or {"to": "ISO date and time"}' };
  if (!isRecord(command) || Object.keys(command).length !== 1) return expected;
  const { advanceDays, to } = command;
  const target =
    typeof advanceDays === 'number' ? machineNow + offsetMs + advanceDays * DAY_MS : Date.parse(String(to));
  if (!Number.isFinite(target)) return expected;
  const moved = Math.round(target - machineNow);
  if (moved <= offsetMs) return { refusal: 'the clock moves forwards only' };
  if (moved > MAX_DAYS * DAY_MS)
    return { refusal: `the clock moves at most ${MAX_DAYS} days ahead of the machine` };
  return { offsetMs: moved };
}
