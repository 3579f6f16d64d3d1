import { isAccountNumber } from '../account-number';
import type { FieldFinding } from '../application-form';
import { isIsoDate, isAfter, type IsoDate } from '../calendar';
import { finding } from '../form-check/field-codes';
import type { LifeCycle } from '../life-cycle';
import { normalizeForm } from '../normalize-form';
import { checkSharedData } from '../shared-data-check';
import type { Address, Contact, Identifiers, SharedData } from '../shared-data';
import { validUntil } from '../validation';
import { isFormulaCell } from './formula-cell';
import { CONTACT_COLUMNS, DATE_COLUMNS, HEADQUARTERS_COLUMNS, IDENTIFIER_COLUMNS } from './import-columns';
import { importFinding } from './import-findings';
import type { ImportSettings } from './import-settings';
import type { ImportedDates, ImportedMember } from './imported-member';

export interface ImportContext {
  readonly settings: ImportSettings;
  readonly lifeCycle: LifeCycle;
  readonly today: IsoDate;
}

/** The cells of a row by column; an empty cell is absent. */
export type MemberRow = Readonly<Partial<Record<string, string>>>;

export type ReadMember =
  | { readonly member: ImportedMember; readonly findings?: undefined }
  | { readonly member?: undefined; readonly findings: readonly FieldFinding[] };

/** Every fault of a row at once, or the member that it tells of. */
export function readMember(row: MemberRow, context: ImportContext): ReadMember {
  const unsafe = unsafeCells(row);
  if (unsafe.length > 0) return { findings: unsafe };
  const shared = sharedOf(row);
  const status = statusOf(row.status, context);
  const data = dataFindings(row, shared, context.today);
  const findings = [
    ...ownFindings(row, status, context),
    ...data.faults,
    ...dateFindings(row, context.today),
  ];
  if (findings.length > 0 || status === undefined) return { findings };
  const missing = missingOf(row, data.missing, context);
  return { member: memberOf(row, { status, shared, missing, line: row[context.settings.lineColumn] ?? '' }) };
}

function unsafeCells(row: MemberRow): FieldFinding[] {
  const found: FieldFinding[] = [];
  for (const column of Object.keys(row)) {
    const cell = row[column];
    if (cell === undefined) continue;
    if (cell.includes('\uFFFD')) found.push(importFinding('CHARACTER_UNREADABLE', column));
    else if (isFormulaCell(cell)) found.push(importFinding('FORMULA_CELL', column));
  }
  return found;
}

/** IMP-4: a status is one of the program's life cycle, in its code or in a word that the program knows for it. */
export function statusOf(
  word: string | undefined,
  { settings, lifeCycle }: Pick<ImportContext, 'settings' | 'lifeCycle'>,
): string | undefined {
  const code = (word ?? '')
    .trim()
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_');
  const status = Object.hasOwn(settings.statusWords, code) ? settings.statusWords[code] : code;
  return status !== undefined && Object.hasOwn(lifeCycle.wire, status) ? status : undefined;
}

function ownFindings(
  row: MemberRow,
  status: string | undefined,
  { settings }: ImportContext,
): FieldFinding[] {
  const line = row[settings.lineColumn];
  const required = ['accountNumber', settings.lineColumn, 'status'].filter(
    (column) => row[column] === undefined,
  );
  const wrongNumber = row.accountNumber !== undefined && !isAccountNumber(row.accountNumber.trim());
  const wrongReason =
    row.statusReason !== undefined && !/^[A-Z][A-Z0-9_]{1,39}$/.test(row.statusReason.trim());
  return [
    ...required.map((column) => finding(`/${column}`, 'REQUIRED')),
    ...(wrongNumber ? [importFinding('ACCOUNT_NUMBER_MALFORMED', 'accountNumber')] : []),
    ...(line !== undefined && !settings.lines.includes(line.trim())
      ? [importFinding('LINE_UNKNOWN', settings.lineColumn)]
      : []),
    ...(row.status !== undefined && status === undefined ? [importFinding('STATUS_UNKNOWN', 'status')] : []),
    ...(wrongReason ? [importFinding('REASON_MALFORMED', 'statusReason')] : []),
    ...(isCarm(row.carmRegistered) ? [] : [importFinding('YES_OR_NO', 'carmRegistered')]),
  ];
}

const YES = /^(yes|y|true|1|oui|o)$/i;
const NO = /^(no|n|false|0|non)$/i;
const isCarm = (cell: string | undefined): boolean => cell === undefined || YES.test(cell) || NO.test(cell);

const ROW_DATES = ['statusSince', ...DATE_COLUMNS] as const;

/** Dates of the past are past; only a revalidation may be due in the future, and it comes after the validation. */
function dateFindings(row: MemberRow, today: IsoDate): FieldFinding[] {
  const { lastValidatedOn, nextRevalidationDue } = row;
  const outOfOrder =
    lastValidatedOn !== undefined &&
    nextRevalidationDue !== undefined &&
    nextRevalidationDue <= lastValidatedOn;
  const found: FieldFinding[] = [];
  for (const column of ROW_DATES) {
    const cell = row[column]?.trim();
    if (cell === undefined) continue;
    if (!isIsoDate(cell)) found.push(finding(`/${column}`, 'DATE_MALFORMED'));
    else if (column !== 'nextRevalidationDue' && isAfter(cell, today))
      found.push(finding(`/${column}`, 'DATE_IN_FUTURE'));
  }
  return outOfOrder ? [...found, importFinding('DATE_ORDER', 'nextRevalidationDue')] : found;
}

/** The member's data in the one form of shared data; what the file does not say is empty, and listed as missing. */
function sharedOf(row: MemberRow): SharedData {
  const identifiers = given(row, IDENTIFIER_COLUMNS) as Identifiers;
  if (row.carmRegistered !== undefined) identifiers.carmRegistered = YES.test(row.carmRegistered);
  return normalizeForm({
    legalName: row.legalName ?? '',
    ...(row.tradeName === undefined ? {} : { tradeName: row.tradeName }),
    ownerType: (row.ownerType?.trim().toUpperCase() ?? 'OTHER') as SharedData['ownerType'],
    phone: row.phone ?? '',
    ...(row.website === undefined ? {} : { website: row.website }),
    addresses: headquartersOf(row),
    contacts: contactOf(row),
    identifiers,
    securityProfile: [],
  });
}

/** Those of the columns that the row has a value for. */
function given(row: MemberRow, columns: readonly string[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const column of columns) if (row[column] !== undefined) values[column] = row[column];
  return values;
}

const anyOf = (row: MemberRow, columns: object): boolean =>
  Object.keys(columns).some((column) => row[column] !== undefined);

function headquartersOf(row: MemberRow): Address[] {
  if (!anyOf(row, HEADQUARTERS_COLUMNS)) return [];
  const { hqStreet = '', hqCity = '', hqRegion = '', hqPostalCode = '', hqCountry = '' } = row;
  const country = hqCountry.trim().toUpperCase();
  // `ON` and `CA-ON` are both in use; the second is ISO 3166-2.
  const region = /^[A-Za-z]{2,3}$/.test(hqRegion.trim()) ? `${country}-${hqRegion.trim()}` : hqRegion;
  const place = { street: hqStreet, city: hqCity, region, postalCode: hqPostalCode, country };
  return [{ type: 'HEADQUARTERS', ...place, staffed: true }];
}

/** The contact on file: an officer of the company, who claims the account first. Without an e-mail address it reaches nobody. */
function contactOf(row: MemberRow): Contact[] {
  const { contactName = '', contactTitle = '', contactEmail: email, contactPhone: phone = '' } = row;
  if (email === undefined) return [];
  return [
    { name: contactName, title: contactTitle, email, phone, isCompanyOfficer: true, isPrimaryContact: true },
  ];
}

const COLUMN_OF: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(HEADQUARTERS_COLUMNS).map(([column, field]) => [`/addresses/0/${field}`, column]),
  ),
  ...Object.fromEntries(
    Object.entries(CONTACT_COLUMNS).map(([column, field]) => [`/contacts/0/${field}`, column]),
  ),
  ...Object.fromEntries(IDENTIFIER_COLUMNS.map((name) => [`/identifiers/${name}`, name])),
  '/addresses': 'hqStreet',
  '/contacts': 'contactEmail',
};

const columnAt = (pointer: string): string => COLUMN_OF[pointer] ?? pointer.slice(1);

/** Without these nobody knows whose record it is; everything else may be missing from an old one. */
const NEVER_MISSING = new Set(['legalName']);

/**
 * IMP-3: the rules of the application hold for every value that an old record has. A value that it lacks makes the record
 * incomplete, not wrong: owner type, telephone, headquarters, contact, identifiers, security profile.
 */
function dataFindings(
  row: MemberRow,
  shared: SharedData,
  today: IsoDate,
): { faults: FieldFinding[]; missing: string[] } {
  const all = checkSharedData(shared, { today }).map(({ pointer, code, expected }) => ({
    column: columnAt(pointer),
    code,
    expected,
  }));
  const lacks = (column: string): boolean => row[column] === undefined && !NEVER_MISSING.has(column);
  const faults = all.filter(({ column }) => !lacks(column));
  return {
    faults: faults.map(({ column, code, expected }) => ({ pointer: `/${column}`, code, expected })),
    missing: all.filter(({ column }) => lacks(column)).map(({ column }) => column),
  };
}

function missingOf(row: MemberRow, found: readonly string[], { settings }: ImportContext): string[] {
  const line = row[settings.lineColumn]?.trim() ?? '';
  const needed = settings.neededIdentifiers(line, row.hqCountry?.trim().toUpperCase());
  const lacking = [...needed, ...(row.ownerType === undefined ? ['ownerType'] : [])];
  return [...new Set([...found, ...lacking.filter((column) => row[column] === undefined)])].toSorted();
}

function memberOf(
  row: MemberRow,
  { line, ...read }: Pick<ImportedMember, 'status' | 'shared' | 'missing'> & { line: string },
): ImportedMember {
  const dates = withDueDate(datesOf(row));
  return {
    accountNumber: row.accountNumber?.trim() ?? '',
    lineOfBusiness: line.trim(),
    ...read,
    statusSince: row.statusSince?.trim() ?? dates.memberSince ?? dates.certifiedOn,
    statusReason: row.statusReason?.trim(),
    dates,
  };
}

function datesOf(row: MemberRow): ImportedDates {
  const dates: ImportedDates = {};
  for (const name of DATE_COLUMNS) if (row[name] !== undefined) dates[name] = row[name].trim();
  return dates;
}

/** IMP-5: a member who was validated is due four years later, where the file names no other date. */
const withDueDate = (dates: ImportedDates): ImportedDates =>
  dates.lastValidatedOn !== undefined && dates.nextRevalidationDue === undefined
    ? { ...dates, nextRevalidationDue: validUntil(dates.lastValidatedOn) }
    : dates;
