import { parse } from 'papaparse';

/** A row with its first line (the header is line 1); `fault` says why its cells could not be read. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly fault?: 'QUOTES_BROKEN';
}

/** The file cannot be read beyond this line: what a quote that is never closed swallows is no row. */
export class CsvEnds extends Error {
  constructor(readonly line: number) {
    super(`The file cannot be read after line ${line}`);
  }
}

/** Characters of one row; a legal name, an address and a score of numbers take a hundredth of it. */
const LONGEST_ROW = 65_536;

/** Excel writes semicolons where the comma is the decimal sign, and tabs into its Unicode text. The header alone tells. */
function delimiterOf(text: string): string | undefined {
  const header = /[^\n]+/.exec(text)?.[0];
  return header && parse(header, { newline: '\n', delimitersToGuess: [',', ';', '\t'] }).meta.delimiter;
}

/** How far Papa Parse came in a stretch of the file, and whether a quote stands where none may in the row there. */
interface Place {
  readonly at: number;
  readonly isBroken: boolean;
}

/** Rows of a text that comes in portions, each cut by Papa Parse (ADR 0026). Lines end in a line feed and nothing else. */
export class CsvReader {
  private rest = '';
  private line = 1;
  private delimiter: string | undefined;

  /** Adds the rows that are whole now. Throws `CsvEnds` where nothing further can be read; the rows before that were added. */
  readInto(rows: CsvRow[], more: string): void {
    // Only whole lines are read, so that it does not matter where a portion ends.
    const end = more.lastIndexOf('\n') + 1;
    const open = end > 0 ? this.readLines(rows, this.rest + more.slice(0, end)) : this.rest;
    this.rest = open + more.slice(end);
    this.requireLength(this.rest.length);
  }

  /** Adds the last row; throws `CsvEnds` if that has an open quote. */
  endInto(rows: CsvRow[]): void {
    if (this.rest !== '') this.readInto(rows, '\n');
    if (this.rest !== '') throw new CsvEnds(this.line - 1);
  }

  /**
   * Gives back the row at the end whose quote is still open. A row with broken quotes ends with its first line: what its quote
   * seemed to hold is read as rows of its own, so that no member is lost in a cell of another.
   */
  private readLines(rows: CsvRow[], lines: string): string {
    // Broken quotes may go on to the end of what Papa Parse gets: it gets one line after them, then more and more again.
    for (let text = lines, size = lines.length; ;) {
      const stretch = text.slice(0, text.indexOf('\n', size) + 1 || text.length);
      const { at, isBroken } = this.readRows(rows, stretch);
      if (!isBroken && stretch.length === text.length) return text.slice(at);
      size = isBroken ? 0 : 2 * stretch.length;
      text = text.slice(isBroken ? this.addBroken(rows, text, at) : at);
    }
  }

  /** Gives back where the next line begins. */
  private addBroken(rows: CsvRow[], text: string, at: number): number {
    rows.push({ line: this.line, cells: [], fault: 'QUOTES_BROKEN' });
    this.line += 1;
    return text.indexOf('\n', at) + 1;
  }

  /** Adds rows until one has broken quotes, or is not whole. */
  private readRows(rows: CsvRow[], text: string): Place {
    let place: Place = { at: 0, isBroken: false };
    this.delimiter ??= delimiterOf(text);
    parse<string[]>(text, {
      delimiter: this.delimiter,
      newline: '\n',
      step: ({ data: cells, errors, meta }, parser) => {
        if (errors.length === 0) this.add(rows, cells, text.slice(place.at, meta.cursor));
        else parser.abort();
        // A quote that is only missing may come with the next portion.
        const isBroken = errors.some(({ code }) => code === 'InvalidQuotes');
        place = { at: errors.length === 0 ? meta.cursor : place.at, isBroken };
      },
    });
    return place;
  }

  private add(rows: CsvRow[], cells: readonly string[], text: string): void {
    this.requireLength(text.length);
    if (text !== '' && text !== '\n') rows.push({ line: this.line, cells });
    this.line += text.split('\n').length - 1;
  }

  private requireLength(characters: number): void {
    if (characters > LONGEST_ROW) throw new CsvEnds(this.line - 1);
  }
}
