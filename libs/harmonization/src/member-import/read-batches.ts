import { hash } from 'node:crypto';
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
  const filling = new FillingBatch(file, context, count);
  try {
    for await (const rows of rowsOf(counting(file.pieces, count), file.encoding)) yield* filling.add(rows);
  } catch (error) {
    // What stands before the place from which nothing can be read is carried out all the same.
    if (error instanceof CsvEnds) yield* filling.taken();
    throw error;
  }
  yield* filling.taken();
  if (!filling.hasHeader()) throw new HeaderRefused([importFinding('FILE_EMPTY')]);
}

class FillingBatch {
  private readonly met: NumbersMet;
  private columns: readonly string[] | undefined;
  private rows: ReadRow[] = [];
  private line: number;

  constructor(
    { after, dryRun }: ImportFile,
    private readonly context: ImportContext,
    private readonly count: { readonly bytes: number },
  ) {
    this.line = after;
    this.met = new NumbersMet(dryRun ? Infinity : UNSEEN_BATCHES);
  }

  hasHeader(): boolean {
    return this.columns !== undefined;
  }

  *add(rows: readonly CsvRow[]): Generator<Batch> {
    for (const row of rows) {
      if (!this.columns) this.columns = columnsIn(row, this.context);
      else if (row.line > this.line) this.read(row, this.columns);
      if (this.rows.length === BATCH) yield* this.taken();
    }
  }

  /** The batch as far as it has come, if there is one; the next one begins. */
  *taken(): Generator<Batch> {
    if (this.rows.length > 0) yield { rows: this.rows, lineDone: this.line, bytesDone: this.count.bytes };
    this.rows = [];
    this.met.beginBatch();
  }

  private read(row: CsvRow, columns: readonly string[]): void {
    this.rows.push(onceOnly(readRow(row, columns, this.context), this.met));
    this.line = row.line;
  }
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
  // Every column, also one without a value: objects of one shape are read several times as fast.
  const row: Record<string, string | undefined> = {};
  columns.forEach((column, place) => (row[column] = cells[place]?.trim() || undefined));
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
  return { line, member, json, fingerprint: hash('sha256', json, 'base64') };
}
