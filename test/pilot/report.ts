import type { Life } from './life';
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
export const table = (results: readonly FlowResult[]): string => aligned([HEADINGS, ...results.map(cells)]);

const LIFE_HEADINGS = ['life under', 'step', 'link (C-TPAT/PIP)', 'C-TPAT status', 'PIP status', 'epoch', ''];

/** One link's whole life under each host. */
export function lifeTable(lives: readonly Life[]): string {
  const rows = lives.flatMap(({ host, steps }) =>
    steps.map(({ name, linkStateBoth, statusBoth, epoch, ok, problem }) => [
      host,
      name,
      `${linkStateBoth.CTPAT ?? '–'}/${linkStateBoth.PIP ?? '–'}`,
      statusBoth.CTPAT ?? '–',
      statusBoth.PIP ?? '–',
      String(epoch),
      ok ? 'ok' : `FAILED: ${problem}`,
    ]),
  );
  return aligned([LIFE_HEADINGS, ...rows]);
}

/** Columns of equal width; the last one as it is. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column, { length }) =>
    Math.max(...rows.map((row) => (column === length - 1 ? 0 : row[column]!.length))),
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
