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

/** The text in portions of a turn; the mark of its encoding is no part of it. */
async function* portionsOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const piece of text) {
    const all = isFirst ? piece.replace(/^\uFEFF/, '') : piece;
    isFirst &&= piece === '';
    for (let at = 0; at < all.length; at += TURN) {
      if (at > 0) await nextTurn();
      yield all.slice(at, at + TURN);
    }
  }
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
  for await (const portion of portionsOf(textOf(pieces, encoding))) yield* readRows(reader, portion);
  yield* readRows(reader, '', true);
}

function* readRows(reader: CsvReader, portion: string, isLast = false): Generator<readonly CsvRow[]> {
  const rows: CsvRow[] = [];
  try {
    reader.readInto(rows, portion, isLast);
  } finally {
    // Where the reader gives up, what stands before is given all the same.
    if (rows.length > 0) yield rows;
  }
}
