import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvReader, type CsvRow } from './csv-reader';
import { decoderOf, type Encoding } from './text-encoding';

/** Characters that are read in one turn, some 25 rows: requests, and the answers of the database, wait no longer than that. */
const TURN = 8_192;

async function* textOf(pieces: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  for await (const piece of pieces) yield decoder.text(piece);
  yield decoder.end();
}

/** The text in portions of a turn. */
async function* portionsOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of text) {
    for (let at = 0; at < piece.length; at += TURN) {
      if (at > 0) await nextTurn();
      yield piece.slice(at, at + TURN);
    }
  }
}

/**
 * The text as Papa Parse takes it: a line feed after each line, also within a cell, and no mark of the encoding, which stands at the
 * beginning of each file that was put into this one.
 */
async function* evenly(portions: AsyncIterable<string>): AsyncGenerator<string> {
  let carriage = '';
  for await (const portion of portions) {
    const text = carriage + portion;
    // Its line feed may come with the next portion.
    carriage = text.endsWith('\r') ? '\r' : '';
    yield text
      .slice(0, text.length - carriage.length)
      .replace(/\r\n?/g, '\n')
      .replaceAll('\uFEFF', '');
  }
  if (carriage) yield '\n';
}

/**
 * Rows of a file that comes in pieces, a few at a time; never more of it in memory than a piece and a batch of rows. Throws
 * `CsvEnds` after the rows before the place from which nothing can be read.
 */
export async function* rowsOf(
  pieces: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<readonly CsvRow[]> {
  const reader = new CsvReader();
  for await (const portion of evenly(portionsOf(textOf(pieces, encoding))))
    yield* found((rows) => reader.readInto(rows, portion));
  yield* found((rows) => reader.endInto(rows));
}

function* found(readInto: (rows: CsvRow[]) => void): Generator<readonly CsvRow[]> {
  const rows: CsvRow[] = [];
  try {
    readInto(rows);
  } finally {
    // Where the reader gives up, what stands before is given all the same.
    if (rows.length > 0) yield rows;
  }
}
