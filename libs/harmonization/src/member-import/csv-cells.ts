/** Excel writes semicolons where the comma is the decimal sign, and tabs into its Unicode text. */
export function delimiterOf(text: string): string {
  const [header = ''] = text.split(/[\r\n]/, 1);
  const bare = header.replace(/"[^"]*"/g, '');
  return (
    [',', ';', '\t'].toSorted((one, other) => bare.split(other).length - bare.split(one).length)[0] ?? ','
  );
}

const QUOTE = 0x22;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

/** A cell, and the place after it. */
interface Cell {
  readonly value: string;
  readonly end: number;
}

/** Why there is no row: the text ends before its quote does, or a quote stands where none may. */
export type Unread = 'UNFINISHED' | 'BROKEN';

/** The cells of a row some of which are quoted, and the place after it. */
export function quotedRow(
  text: string,
  at: number,
  delimiter: string,
): { cells: string[]; end: number } | Unread {
  const cells: string[] = [];
  for (let place = at; ;) {
    const cell = text[place] === '"' ? quotedCell(text, place) : bareCell(text, place, delimiter);
    if (typeof cell === 'string') return cell;
    cells.push(cell.value);
    const next = text[cell.end];
    if (next === undefined || next === '\r' || next === '\n') return { cells, end: cell.end };
    if (next !== delimiter) return 'BROKEN';
    place = cell.end + 1;
  }
}

/** May hold delimiters and line breaks; two quotes are one that belongs to the cell. */
function quotedCell(text: string, at: number): Cell | Unread {
  let end = text.indexOf('"', at + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) return 'UNFINISHED';
  return { value: text.slice(at + 1, end).replaceAll('""', '"'), end: end + 1 };
}

function bareCell(text: string, at: number, delimiter: string): Cell | Unread {
  // Numbers: to compare characters as texts takes three times as long, and nearly every row has a cell in quotes.
  const stop = delimiter.charCodeAt(0);
  let end = at;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === QUOTE) return 'BROKEN';
    if (code === stop || code === CARRIAGE_RETURN || code === LINE_FEED) break;
  }
  return { value: text.slice(at, end), end };
}
