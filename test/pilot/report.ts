import type { FlowResult } from './verdict';

const HEADINGS = [
  'flow',
  'scenario',
  'host',
  'C-TPAT account',
  'status',
  'PIP account',
  'status',
  'link (C-TPAT/PIP)',
  'edits synced',
  'ms',
  '',
];

function cells(result: FlowResult): string[] {
  const { accounts, statuses, link } = result;
  return [
    result.flow,
    String(result.scenario),
    result.host,
    accounts.CTPAT ?? '–',
    statuses.CTPAT ?? '–',
    accounts.PIP ?? '–',
    statuses.PIP ?? '–',
    `${link.CTPAT ?? '–'}/${link.PIP ?? '–'}`,
    String(result.editsSynced),
    String(result.milliseconds),
    result.ok ? 'ok' : `FAILED: ${result.problems.join('; ')}`,
  ];
}

/** The eight flows as people read them. */
export function table(results: readonly FlowResult[]): string {
  const rows = [HEADINGS, ...results.map(cells)];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((row) => (column === HEADINGS.length - 1 ? 0 : row[column]!.length))),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
