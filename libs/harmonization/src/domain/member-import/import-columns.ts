import type { AccountDateName } from '../life-cycle';
import type { Identifiers } from '../shared-data';
import type { ImportSettings } from './import-settings';

/** Columns that a file must have; whoever has no value leaves the cell empty. */
const REQUIRED = ['accountNumber', 'status', 'legalName'] as const;

export const HEADQUARTERS_COLUMNS = {
  hqStreet: 'street',
  hqCity: 'city',
  hqRegion: 'region',
  hqPostalCode: 'postalCode',
  hqCountry: 'country',
} as const;

export const CONTACT_COLUMNS = {
  contactName: 'name',
  contactTitle: 'title',
  contactEmail: 'email',
  contactPhone: 'phone',
} as const;

export const IDENTIFIER_COLUMNS = [
  'scac',
  'usdot',
  'mcNumber',
  'ein',
  'canadianCarrierCode',
  'bn15',
  'carmRegistered',
  'carmRegisteredOn',
] as const satisfies readonly (keyof Identifiers)[];

export const DATE_COLUMNS = [
  'certifiedOn',
  'memberSince',
  'lastValidatedOn',
  'nextRevalidationDue',
  'lastAnnualReviewOn',
] as const satisfies readonly AccountDateName[];

const OPTIONAL: readonly string[] = [
  'statusSince',
  'statusReason',
  'tradeName',
  'ownerType',
  'phone',
  'website',
  ...Object.keys(HEADQUARTERS_COLUMNS),
  ...Object.keys(CONTACT_COLUMNS),
  ...IDENTIFIER_COLUMNS,
  ...DATE_COLUMNS,
];

/** Every column of a program's file, in the order in which the generator writes them. */
export const columnsOf = ({ lineColumn }: ImportSettings): string[] => [
  'accountNumber',
  lineColumn,
  'status',
  'legalName',
  ...OPTIONAL,
];

export interface HeaderFault {
  readonly code: 'COLUMN_MISSING' | 'COLUMN_UNKNOWN' | 'COLUMN_REPEATED';
  readonly column: string;
}

/**
 * IMP-1: the first line names the columns, in any order: each that is required, none twice, none that is not known: a column
 * that nobody reads would be lost without a word. Answers the column of each place, and every fault.
 */
export function readHeader(
  cells: readonly string[],
  settings: ImportSettings,
): { columns: string[]; faults: HeaderFault[] } {
  const known = new Map(columnsOf(settings).map((name) => [name.toLowerCase(), name]));
  const columns = cells.map((cell) => known.get(cell.trim().toLowerCase()) ?? cell.trim().slice(0, 80));
  const required = [...REQUIRED, settings.lineColumn];
  return {
    columns,
    faults: [
      ...faultsOf(
        'COLUMN_MISSING',
        required.filter((name) => !columns.includes(name)),
      ),
      ...faultsOf(
        'COLUMN_UNKNOWN',
        columns.filter((name) => !known.has(name.toLowerCase())),
      ),
      ...faultsOf(
        'COLUMN_REPEATED',
        columns.filter((name, place) => columns.indexOf(name) !== place),
      ),
    ],
  };
}

const faultsOf = (code: HeaderFault['code'], columns: readonly string[]): HeaderFault[] =>
  columns.slice(0, 50).map((column) => ({ code, column }));
