import type { FieldFinding } from '../domain/application-form';
import { importFinding } from '../domain/member-import/import-findings';
import type { ImportedMember } from '../domain/member-import/imported-member';
import type { BatchResult, KnownMember } from './imports';

/** A member that a row tells of, with its JSON and what makes it the same row when it comes again: a SHA-256 of that. */
export interface Candidate {
  readonly line: number;
  readonly member: ImportedMember;
  readonly json: string;
  readonly fingerprint: string;
}

/** A row that was read: its member, or why there is none. */
export interface ReadRow {
  readonly line: number;
  readonly accountNumber?: string;
  readonly candidate?: Candidate;
  readonly findings?: readonly FieldFinding[];
}

/** A row that was not taken, or not wholly, and why. */
export interface RowFinding {
  readonly line: number;
  readonly severity: 'REFUSED' | 'WARNING';
  readonly accountNumber?: string;
  readonly findings: readonly FieldFinding[];
}

export interface ChangedRow {
  readonly candidate: Candidate;
  readonly known: KnownMember;
}

/** The rows of a batch by what is to be done with them. */
export interface SortedRows {
  readonly fresh: Candidate[];
  readonly changed: ChangedRow[];
  readonly unchanged: Candidate[];
  readonly findings: RowFinding[];
}

export const refusal = ({ line, member }: Candidate, findings: readonly FieldFinding[]): RowFinding => ({
  line,
  severity: 'REFUSED',
  accountNumber: member.accountNumber,
  findings,
});

/** What this service holds of the accounts of a batch, and which import asks. */
export interface Holdings {
  readonly importId: string;
  readonly known: ReadonlyMap<string, KnownMember>;
}

export function sortRows(rows: readonly ReadRow[], holdings: Holdings): SortedRows {
  const sorted: SortedRows = { fresh: [], changed: [], unchanged: [], findings: refusedOf(rows) };
  for (const { candidate } of rows) if (candidate) place(sorted, candidate, holdings);
  return sorted;
}

const refusedOf = (rows: readonly ReadRow[]): RowFinding[] =>
  rows.flatMap(({ line, accountNumber, findings }) =>
    findings ? [{ line, accountNumber, findings, severity: 'REFUSED' as const }] : [],
  );

/** New, unchanged, changed, said before in this file (IMP-7), or a number that this service has given out itself. */
function place(sorted: SortedRows, candidate: Candidate, { importId, known: all }: Holdings): void {
  const known = all.get(candidate.member.accountNumber);
  if (!known) sorted.fresh.push(candidate);
  else if (known.fingerprint === null) refuse(sorted, candidate, 'NUMBER_TAKEN');
  else if (known.importId === importId && known.line !== candidate.line)
    refuse(sorted, candidate, 'REPEATED_IN_FILE');
  else if (known.fingerprint !== candidate.fingerprint) sorted.changed.push({ candidate, known });
  else sorted.unchanged.push(candidate);
}

const refuse = (
  { findings }: SortedRows,
  candidate: Candidate,
  code: 'REPEATED_IN_FILE' | 'NUMBER_TAKEN',
): void => void findings.push(refusal(candidate, [importFinding(code, 'accountNumber')]));

/** What became of the changed rows: those that changed something, and those that the rules refused. */
export interface ChangedCounts {
  readonly changed: number;
  readonly refused: number;
}

export function countsOf(
  { fresh, changed, unchanged, findings }: SortedRows,
  counts: ChangedCounts,
): BatchResult {
  return {
    added: fresh.length,
    changed: counts.changed,
    unchanged: unchanged.length + changed.length - counts.changed - counts.refused,
    refused: findings.filter(({ severity }) => severity === 'REFUSED').length,
    incomplete: fresh.filter(({ member }) => member.missing.length > 0).length,
  };
}
