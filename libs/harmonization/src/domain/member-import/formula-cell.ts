import { isPhone } from '../reachability';

const BEGINS_LIKE_A_FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * IMP-2: a cell that a spreadsheet would run as a formula is refused, never mended: a report or an export that shows it again would
 * carry it on. A telephone number in E.164 (`+14165550100`) is the one exception: digits alone run nothing.
 */
export const isFormulaCell = (cell: string): boolean =>
  BEGINS_LIKE_A_FORMULA.test(cell) && !isPhone(cell.trim());

/** How a text is written into a CSV file of ours: quoted, and with an apostrophe before whatever looks like a formula. */
export const csvCell = (value: string): string =>
  `"${(BEGINS_LIKE_A_FORMULA.test(value) ? `'${value}` : value).replace(/"/g, '""')}"`;
