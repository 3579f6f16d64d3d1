import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parse, type CsvError, type Parser } from 'csv-parse';
import { decoderOf, type Encoding } from './text-encoding';

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
const UNREADABLE = new Set(['CSV_MAX_RECORD_SIZE', 'CSV_QUOTE_NOT_CLOSED']);

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** Excel writes semicolons where the comma is the decimal sign, and tabs into its Unicode text. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split(/[\r\n]/, 1);
  const bare = header.replace(/"[^"]*"/g, '');
  return (
    [',', ';', '\t'].toSorted((one, other) => bare.split(other).length - bare.split(one).length)[0] ?? ','
  );
}

async function* textOf(pieces: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  for await (const piece of pieces) yield decoder.text(piece);
  yield decoder.end();
}

/** Rows of a file that comes in pieces; never more of it in memory than a piece and a batch of rows. */
export async function* rowsOf(pieces: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<CsvRow> {
  const text = textOf(pieces, encoding);
  const first = (await text.next()) as IteratorResult<string, undefined>;
  if (first.done) return;
  const skipped: CsvError[] = [];
  const parser = parserOf(delimiterOf(first.value), skipped);
  const fed = Readable.from(joined(first.value, text)).on('error', (error) => parser.destroy(error));
  fed.pipe(parser);
  let last = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      // The parser is ahead of its rows: what it met after this one is told after this one.
      yield* faultsBefore(info.lines, skipped, last);
      // A cell may hold line breaks: the row begins where its first cell does.
      const breaks = record.join('').split('\n').length - 1;
      last = info.lines;
      yield { line: info.lines - breaks, cells: record };
    }
    yield* faultsBefore(Infinity, skipped, last);
  } finally {
    fed.destroy();
  }
}

const parserOf = (delimiter: string, skipped: CsvError[]): Parser =>
  parse({
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_ROW,
    record_delimiter: ['\r\n', '\n', '\r'],
    on_skip: (error) => {
      if (error) skipped.push(error);
      return undefined;
    },
  });

/** Bytes that are read in one turn, some 30 rows: requests, and the answers of the database, wait no longer than that. */
const TURN = 8_192;

async function* joined(first: string, rest: AsyncIterable<string>): AsyncGenerator<Buffer> {
  yield* inTurns(Buffer.from(first.replace(/^\uFEFF/, '')));
  for await (const text of rest) yield* inTurns(Buffer.from(text));
}

async function* inTurns(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += TURN) {
    if (at > 0) await nextTurn();
    yield bytes.subarray(at, at + TURN);
  }
}

function* faultsBefore(line: number, skipped: CsvError[], last: number): Generator<CsvRow> {
  for (let error = skipped[0]; error && linesOf(error) < line; error = skipped[0]) {
    skipped.shift();
    if (UNREADABLE.has(error.code)) throw new CsvEnds(last);
    yield { line: linesOf(error), cells: [], fault: 'QUOTES_BROKEN' };
  }
}

const linesOf = ({ lines }: CsvError): number => Number(lines ?? 0);
