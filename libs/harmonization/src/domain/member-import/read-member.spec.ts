import type { LifeCycle } from '../life-cycle';
import { columnsOf, readHeader } from './import-columns';
import { csvCell, isFormulaCell } from './formula-cell';
import type { ImportSettings } from './import-settings';
import type { ImportedMember } from './imported-member';
import { mergeImport, type HeldMember } from './merge-import';
import { readMember, statusOf, type MemberRow } from './read-member';

const settings: ImportSettings = {
  lineColumn: 'line',
  lines: ['CARRIER', 'BROKER'],
  statusWords: { VALID: 'ACTIVE' },
  neededIdentifiers: (line) => (line === 'CARRIER' ? ['usdot'] : []),
};
const lifeCycle = {
  moves: {
    ACTIVE: [
      { to: 'SUSPENDED', by: ['OFFICER'], reason: true },
      { to: 'WITHDRAWN', by: ['CARRIER'] },
    ],
    SUSPENDED: [{ to: 'PRIOR', by: ['HQ'] }],
    WITHDRAWN: [],
  },
  wire: { ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED', WITHDRAWN: 'WITHDRAWN' },
} as unknown as LifeCycle;
const reasonCodes = [
  { code: 'SEAL_BROKEN', label: { en: 'Seal broken', fr: 'Scellé brisé' }, explains: ['SUSPENDED'] },
];
const context = { settings, lifeCycle, today: '2026-03-02' };

const aRow = (changes: Record<string, string | undefined> = {}): MemberRow =>
  Object.fromEntries(
    Object.entries({
      accountNumber: 'A1',
      line: 'CARRIER',
      status: 'Active',
      legalName: 'Lake Lines Inc.',
      ownerType: 'CORPORATION',
      phone: '+14165550100',
      hqStreet: '1 Main Street',
      hqCity: 'Toronto',
      hqRegion: 'ON',
      hqPostalCode: 'm5k1a1',
      hqCountry: 'ca',
      contactName: 'Anne Roy',
      contactTitle: 'Owner',
      contactEmail: 'anne@lake.example.com',
      contactPhone: '+14165550100',
      usdot: '1234567',
      memberSince: '2019-05-06',
      lastValidatedOn: '2023-02-28',
      ...changes,
    }).filter(([, cell]) => cell !== undefined),
  );

const memberOf = (row: MemberRow): ImportedMember => {
  const read = readMember(row, context);
  if (read.findings) throw new Error(JSON.stringify(read.findings));
  return read.member;
};
const faultsOf = (changes: Record<string, string | undefined>): string[] =>
  (readMember(aRow(changes), context).findings ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

describe('the first line of a file (IMP-1)', () => {
  it('names the columns in any order and any case', () => {
    expect(readHeader(['LEGALNAME', 'status', 'line', 'AccountNumber'], settings)).toEqual({
      columns: ['legalName', 'status', 'line', 'accountNumber'],
      faults: [],
    });
    expect(columnsOf(settings)).toContain('line');
  });

  it('is refused with every column that lacks, is not known or stands twice', () => {
    const { faults } = readHeader(['status', 'status', 'colour', 'legalName'], settings);

    expect(faults.map(({ code, column }) => `${code} ${column}`)).toEqual([
      'COLUMN_MISSING accountNumber',
      'COLUMN_MISSING line',
      'COLUMN_UNKNOWN colour',
      'COLUMN_REPEATED status',
    ]);
  });
});

describe('a cell that looks like a formula (IMP-2)', () => {
  it.each(['=1+1', '+cmd|calc', '-2', '@SUM(A1)', '  =HYPERLINK("x")', '＝1'])('%s is refused', (cell) => {
    expect(isFormulaCell(cell)).toBe(true);
    expect(faultsOf({ legalName: cell })).toEqual(['/legalName FORMULA_CELL']);
  });

  it('is none where it is a telephone number, or has the sign inside', () => {
    expect(['+14165550100', 'A=B', "O'Neil & Sons - East"].some(isFormulaCell)).toBe(false);
  });

  it('is written by us as a text', () => {
    expect(csvCell('=1+"1"')).toBe(`"'=1+""1"""`);
  });
});

describe('a row', () => {
  it('becomes a member in the one form of shared data', () => {
    const member = memberOf(aRow());

    expect(member.shared.addresses[0]).toMatchObject({
      region: 'CA-ON',
      country: 'CA',
      postalCode: 'M5K 1A1',
    });
    expect(member).toMatchObject({ accountNumber: 'A1', lineOfBusiness: 'CARRIER', status: 'ACTIVE' });
    expect(member.shared.contacts[0]).toMatchObject({ isCompanyOfficer: true, isPrimaryContact: true });
  });

  it('names every fault at once', () => {
    const faults = faultsOf({
      accountNumber: 'a-1',
      line: 'BAKER',
      status: 'Fine',
      hqRegion: 'US-NY',
      contactEmail: 'nobody',
      usdot: '0',
      memberSince: '2027-01-01',
      lastValidatedOn: 'soon',
      statusReason: 'because',
      carmRegistered: 'perhaps',
    });

    expect(faults.toSorted()).toEqual([
      '/accountNumber ACCOUNT_NUMBER_MALFORMED',
      '/carmRegistered YES_OR_NO',
      '/contactEmail EMAIL_MALFORMED',
      '/hqRegion REGION_UNKNOWN',
      '/lastValidatedOn DATE_MALFORMED',
      '/line LINE_UNKNOWN',
      '/memberSince DATE_IN_FUTURE',
      '/status STATUS_UNKNOWN',
      '/statusReason REASON_MALFORMED',
      '/usdot USDOT_MALFORMED',
    ]);
  });

  it('is refused where a byte of it meant nothing', () => {
    expect(faultsOf({ legalName: 'Caf\uFFFD' })).toEqual(['/legalName CHARACTER_UNREADABLE']);
  });

  it('may lack what an old record lacks, and is then incomplete (IMP-3)', () => {
    const gone = ['ownerType', 'phone', 'hqPostalCode', 'contactEmail', 'usdot'];
    const member = memberOf(aRow(Object.fromEntries(gone.map((column) => [column, undefined]))));

    expect(member.missing).toEqual(expect.arrayContaining(gone));
    expect(member.shared).toMatchObject({ ownerType: 'OTHER', phone: '', contacts: [] });
    expect(faultsOf({ legalName: undefined })).toEqual(['/legalName REQUIRED']);
    expect(faultsOf({ hqStreet: 'PO Box 12' })).toEqual(['/hqStreet HEADQUARTERS_POST_BOX']);
  });

  it('says its status in the code of the program or in a word for it (IMP-4)', () => {
    expect(['active', 'Valid', 'SUSPENDED', 'toString'].map((word) => statusOf(word, context))).toEqual([
      'ACTIVE',
      'ACTIVE',
      'SUSPENDED',
      undefined,
    ]);
  });

  it('is due four years after its validation, unless it says another day (IMP-5)', () => {
    expect(memberOf(aRow()).dates.nextRevalidationDue).toBe('2027-02-28');
    expect(memberOf(aRow({ nextRevalidationDue: '2026-09-01' })).dates.nextRevalidationDue).toBe(
      '2026-09-01',
    );
    expect(faultsOf({ nextRevalidationDue: '2023-02-28' })).toEqual(['/nextRevalidationDue DATE_ORDER']);
  });
});

describe('a row that changed since the last import (IMP-6)', () => {
  const lastImport = memberOf(aRow());
  const held = (changes: Partial<HeldMember> = {}): HeldMember => ({
    status: lastImport.status,
    shared: lastImport.shared,
    isLinked: false,
    dates: { memberSince: { value: '2019-05-06', fromImport: true } },
    lastImport,
    ...changes,
  });
  const merged = (holds: HeldMember, changes: Record<string, string | undefined>) =>
    mergeImport(holds, memberOf(aRow(changes)), { lifeCycle, reasonCodes });

  it('changes only what the file changed', () => {
    const edited = { ...lastImport.shared, website: 'https://lake.example.com' };
    const { shared, warnings } = merged(held({ shared: edited }), {
      usdot: '7654321',
      legalName: 'Lake Lines Ltd.',
    });

    expect(shared).toMatchObject({ legalName: 'Lake Lines Ltd.', website: 'https://lake.example.com' });
    expect(shared?.identifiers.usdot).toBe('7654321');
    expect(warnings).toEqual([]);
  });

  it('leaves what was edited here since, with a warning', () => {
    const edited = { ...lastImport.shared, phone: '+14165550111' };
    const { shared, warnings } = merged(held({ shared: edited }), { phone: '+14165550199' });

    expect(shared).toBeUndefined();
    expect(warnings.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(['/phone EDITED_KEPT']);
  });

  it('never changes the shared data of a linked account', () => {
    const { shared, warnings } = merged(held({ isLinked: true }), { legalName: 'Lake Lines Ltd.' });

    expect(shared).toBeUndefined();
    expect(warnings.map(({ code }) => code)).toEqual(['LINKED_KEPT']);
  });

  it('moves a status along the life cycle only, with the reason of an adverse one', () => {
    const codes = (holds: HeldMember, changes: Record<string, string>) =>
      merged(holds, changes).faults.map(({ code }) => code);
    const suspended = held({ status: 'SUSPENDED', lastImport: { ...lastImport, status: 'SUSPENDED' } });
    const withdrawn = held({ status: 'WITHDRAWN', lastImport: { ...lastImport, status: 'WITHDRAWN' } });

    expect(merged(held(), { status: 'SUSPENDED', statusReason: 'SEAL_BROKEN' }).status).toBe('SUSPENDED');
    expect(codes(held(), { status: 'SUSPENDED' })).toEqual(['STATUS_REASON']);
    expect(codes(held(), { status: 'SUSPENDED', statusReason: 'NO_SUCH' })).toEqual(['STATUS_REASON']);
    expect(merged(suspended, { status: 'ACTIVE' }).status).toBe('ACTIVE');
    expect(codes(withdrawn, { status: 'ACTIVE' })).toEqual(['STATUS_MOVE']);
  });

  it('leaves a status and a date that were decided here since', () => {
    const decided = held({
      status: 'SUSPENDED',
      dates: { memberSince: { value: '2018-01-01', fromImport: false } },
    });
    const { status, dates, warnings } = merged(decided, { status: 'WITHDRAWN', memberSince: '2017-01-01' });

    expect([status, dates]).toEqual([undefined, []]);
    expect(warnings.map(({ pointer }) => pointer)).toEqual(['/status', '/memberSince']);
  });
});
