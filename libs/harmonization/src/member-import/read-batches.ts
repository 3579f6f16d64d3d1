import { createHash } from 'node:crypto';
import type { FieldFinding } from '../domain/application-form';
import { readHeader } from '../domain/member-import/import-columns';
import { importFinding } from '../domain/member-import/import-findings';
import type { ImportedMember } from '../domain/member-import/imported-member';
import { readMember, type ImportContext } from '../domain/member-import/read-member';
import { CsvEnds, type CsvRow } from './csv-reader';
import { rowsOf } from './csv-rows';
import type { Batch } from './import-batch';
import { NumbersMet } from './numbers-met';
import type { Candidate, ReadRow } from './sorted-rows';
import type { Encoding } from './text-encoding';

/** The first line names the wrong columns: no row of this file means anything. */
export class HeaderRefused extends Error {
  constructor(readonly findings: readonly FieldFinding[]) {
    super('The columns of the file are not as expected');
  }
}

/** The batch that is written beside this one has not committed, so only the reader can tell that a number stands in both; and this one. */
const UNSEEN_BATCHES = 2;

/** Rows that are written in one transaction: enough to make its round trips cheap, little enough to keep locks short. */
const BATCH = 500;

export interface ImportFile {
  readonly pieces: AsyncIterable<Uint8Array>;
  readonly encoding: Encoding;
  /** The last line that was carried out before; rows up to it are read over. */
  readonly after: number;
  /** Nothing is written that would tell which numbers came before. */
  readonly dryRun: boolean;
}

async function* counting(
  pieces: AsyncIterable<Uint8Array>,
  count: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    count.bytes += piece.length;
    yield piece;
  }
}

/** The file as batches of rows, each read against every rule; throws HeaderRefused, and CsvEnds after the rows before it. */
export async function* readBatches(file: ImportFile, context: ImportContext): AsyncGenerator<Batch> {
  const count = { bytes: 0 };
  const met = new NumbersMet(file.dryRun ? Infinity : UNSEEN_BATCHES);
  let columns: readonly string[] | undefined;
  let rows: ReadRow[] = [];
  let line = file.after;
  const batch = (): Batch => ({ rows, lineDone: line, bytesDone: count.bytes });
  try {
    for await (const read of rowsOf(counting(file.pieces, count), file.encoding))
      for (const row of read) {
        if (!columns) {
          columns = columnsIn(row, context);
          continue;
        }
        if (row.line <= file.after) continue;
        rows.push(onceOnly(readRow(row, columns, context), met));
        line = row.line;
        if (rows.length < BATCH) continue;
        yield batch();
        rows = [];
        met.beginBatch();
      }
  } catch (error) {
    // What stands before the place from which nothing can be read is carried out all the same.
    if (error instanceof CsvEnds && rows.length > 0) yield batch();
    throw error;
  }
  if (rows.length > 0) yield batch();
  if (!columns) throw new HeaderRefused([importFinding('FILE_EMPTY')]);
}

function columnsIn({ cells }: CsvRow, { settings }: ImportContext): readonly string[] {
  const { columns, faults } = readHeader(cells, settings);
  if (faults.length > 0)
    throw new HeaderRefused(faults.map(({ code, column }) => importFinding(code, column)));
  return columns;
}

function readRow(
  { line, cells, fault }: CsvRow,
  columns: readonly string[],
  context: ImportContext,
): ReadRow {
  if (fault) return { line, findings: [importFinding(fault)] };
  const row: Record<string, string> = {};
  columns.forEach((column, place) => {
    const cell = cells[place]?.trim();
    if (cell) row[column] = cell;
  });
  const accountNumber = row.accountNumber?.slice(0, 80);
  if (cells.length !== columns.length)
    return { line, accountNumber, findings: [importFinding('CELL_COUNT')] };
  const { member, findings } = readMember(row, context);
  return member
    ? { line, accountNumber, candidate: candidateOf(line, member) }
    : { line, accountNumber, findings };
}

function onceOnly(row: ReadRow, met: NumbersMet): ReadRow {
  const { line, accountNumber, candidate } = row;
  if (!candidate || met.meets(candidate.member.accountNumber)) return row;
  return { line, accountNumber, findings: [importFinding('REPEATED_IN_FILE', 'accountNumber')] };
}

function candidateOf(line: number, member: ImportedMember): Candidate {
  const json = JSON.stringify(member);
  return { line, member, json, fingerprint: createHash('sha256').update(json).digest('base64') };
}
