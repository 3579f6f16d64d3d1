import { delimiterOf, quotedRow } from './csv-cells';

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

/** A row in a portion: where its last line ends. Without cells, its quotes are broken. */
interface FoundRow {
  readonly cells?: readonly string[];
  readonly end: number;
  readonly lines: number;
}

/** Where a character comes next; looks for it again only once the place is behind, so that a text is gone through once. */
class NextPlace {
  private place = -1;

  constructor(
    private readonly text: string,
    private readonly character: string,
  ) {}

  from(at: number): number {
    if (this.place >= at) return this.place;
    const found = this.text.indexOf(this.character, at);
    this.place = found < 0 ? Infinity : found;
    return this.place;
  }
}

/** A stretch of the file from the beginning of a row. */
class Portion {
  private readonly feed: NextPlace;
  private readonly carriage: NextPlace;
  private readonly quote: NextPlace;

  constructor(
    private readonly text: string,
    private readonly delimiter: string,
    private readonly isLast: boolean,
  ) {
    this.feed = new NextPlace(text, '\n');
    this.carriage = new NextPlace(text, '\r');
    this.quote = new NextPlace(text, '"');
  }

  /** The row that begins there, or undefined where it has not come wholly yet. */
  rowAt(at: number): FoundRow | undefined {
    if (at >= this.text.length) return undefined;
    const end = Math.min(this.feed.from(at), this.carriage.from(at), this.text.length);
    if (!this.isEnd(end)) return undefined;
    if (this.quote.from(at) < end) return this.quotedRowAt(at, end);
    return { cells: this.text.slice(at, end).split(this.delimiter), end, lines: 1 };
  }

  /** Where the next row begins. */
  after(end: number): number {
    return end + (this.text.startsWith('\r\n', end) ? 2 : 1);
  }

  /**
   * A row with broken quotes ends with its first line: what its quote seemed to hold is read as rows of its own, so that no member
   * is lost in a cell of another.
   */
  private quotedRowAt(at: number, lineEnd: number): FoundRow | undefined {
    const read = quotedRow(this.text, at, this.delimiter);
    if (read === 'BROKEN') return { end: lineEnd, lines: 1 };
    if (read === 'UNFINISHED' || !this.isEnd(read.end)) return undefined;
    return { ...read, lines: this.text.slice(at, read.end).split(/\r\n|\r|\n/).length };
  }

  /** A carriage return may have its line feed in the next portion, and so may a quote its second one. */
  private isEnd(place: number): boolean {
    return this.isLast || place + 1 < this.text.length || this.text[place] === '\n';
  }
}

/** Rows of a text that comes in portions, each cut as RFC 4180 has it. */
export class CsvReader {
  private rest = '';
  private line = 1;
  private delimiter: string | undefined;

  /** Adds the rows that are whole now. Throws `CsvEnds` where nothing further can be read; the rows before that were added. */
  readInto(rows: CsvRow[], more: string, isLast = false): void {
    const text = this.rest + more;
    const delimiter = this.delimiter ?? delimiterOf(text);
    const portion = new Portion(text, delimiter, isLast);
    let at = 0;
    for (let found = portion.rowAt(at); found; found = portion.rowAt(at)) {
      this.delimiter = delimiter;
      this.requireLength(found.end - at);
      if (!found.cells) rows.push({ line: this.line, cells: [], fault: 'QUOTES_BROKEN' });
      else if (found.end > at) rows.push({ line: this.line, cells: found.cells });
      this.line += found.lines;
      at = portion.after(found.end);
    }
    this.rest = text.slice(at);
    this.requireLength(isLast && this.rest !== '' ? Infinity : this.rest.length);
  }

  private requireLength(characters: number): void {
    if (characters > LONGEST_ROW) throw new CsvEnds(this.line - 1);
  }
}
