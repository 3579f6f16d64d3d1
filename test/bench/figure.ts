/** One measured value. A row without a goal is there to be read, and is never missed. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** As printed: `>= 0.40`, `<= 50`. */
  readonly goal: string | null;
  readonly ok: boolean | null;
}

const round = (value: number): number => Number(value.toPrecision(value < 1 ? 3 : 5));

export const atLeast = (name: string, value: number, unit: string, goal: number): Figure => ({
  name,
  value: round(value),
  unit,
  goal: `>= ${goal}`,
  ok: value >= goal,
});

export const atMost = (name: string, value: number, unit: string, goal: number): Figure => ({
  name,
  value: round(value),
  unit,
  goal: `<= ${goal}`,
  ok: value <= goal,
});

export const printed = (name: string, value: number, unit: string): Figure => ({
  name,
  value: round(value),
  unit,
  goal: null,
  ok: null,
});

const wordOf = ({ ok }: Figure): string => (ok === null ? '' : ok ? 'met' : 'MISSED');

/** fsync and synchronous_commit: a place without them is refused, and who reads only the list sees it too. */
export const DURABLE: Figure = {
  name: 'fsync and synchronous_commit',
  value: 1,
  unit: 'on',
  goal: null,
  ok: null,
};

/** The figures as a table for people. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    String(figure.value),
    figure.unit,
    figure.goal ?? '',
    wordOf(figure),
  ]);
  const all = [['figure', 'value', 'unit', 'goal', ''], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (row: string[]): string =>
    row
      .map((cell, column) => (column === 1 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd();
  return all.map(line).join('\n');
}
