import fc from 'fast-check';
import { carriers } from '../../../../test/data/carriers';
import {
  changedFields,
  consentFields,
  diffSharedData,
  mayCross,
  needsGate,
  OWNERSHIP,
  projectShared,
  sharedFields,
} from './field-ownership';
import { toSharedData } from './form-mapping';
import type { SharedData } from './shared-data';

const [data, other] = carriers('ownership').map(({ form }) => toSharedData(form)) as [SharedData, SharedData];

describe('the table of all that crosses', () => {
  it('OWN-1: has one row a field: no field has two writers', () => {
    const paths = OWNERSHIP.map(({ path }) => path);

    expect(new Set(paths).size).toBe(paths.length);
    expect(
      sharedFields().every((row) => row.class === 'SHARED_DATA' && row.direction === 'HOST_TO_CLIENT'),
    ).toBe(true);
  });

  it('OWN-2: asks consent for data of the carrier, not for facts of links and statuses', () => {
    const asked = new Set(
      OWNERSHIP.filter(({ path }) => consentFields().includes(path)).map((row) => row.class),
    );

    expect([...asked].toSorted()).toEqual([
      'APPLICATION',
      'DIFFERENCE',
      'EDIT_DRAFT',
      'INQUIRY',
      'SHARED_DATA',
      'VALIDATION',
    ]);
  });

  it('OWN-3: has every class, with labels in both languages, and nothing that never crosses', () => {
    expect(new Set(OWNERSHIP.map((row) => row.class)).size).toBe(10);
    expect(OWNERSHIP.every(({ label }) => label.en !== '' && label.fr !== '')).toBe(true);
    expect(OWNERSHIP.map(({ path }) => path).join()).not.toMatch(
      /officerNotes|conviction|otherAccounts|comments/i,
    );
  });

  it('OWN-4: lets no kind of record cross that has no row', () => {
    expect(
      ['link', 'application', 'account', 'validation', 'case', 'consent', 'code-check'].every(mayCross),
    ).toBe(true);
    expect(['audit', 'officer-note', ''].some(mayCross)).toBe(false);
  });
});

describe('what leaves the account', () => {
  it('OWN-5: is all of the shared data', () => {
    expect(projectShared(data)).toEqual(data);
  });

  it('OWN-5: is never a field without a row, at whatever depth', () => {
    const hoarded = {
      ...data,
      officerNotes: 'secret',
      identifiers: { ...data.identifiers, sin: 'secret' },
      addresses: data.addresses.map((address) => ({ ...address, inspectedBy: 'secret' })),
      contacts: data.contacts.map((contact) => ({ ...contact, conviction: 'secret' })),
      securityProfile: data.securityProfile.map((answer) => ({ ...answer, officerComment: 'secret' })),
    };

    expect(projectShared(hoarded)).toEqual(data);
    expect(JSON.stringify(projectShared(hoarded))).not.toContain('secret');
  });
});

describe('the difference report', () => {
  it('OWN-6: of equal data is empty, whatever the order of keys', () => {
    const reordered = Object.fromEntries(
      Object.entries(structuredClone(data)).toReversed(),
    ) as unknown as SharedData;

    expect(diffSharedData(data, reordered)).toEqual([]);
    expect(diffSharedData(data, { ...data, tradeName: data.tradeName, website: data.website })).toEqual([]);
  });

  it('OWN-6: names each piece that differs, with both values and a label', () => {
    const client: SharedData = {
      ...data,
      phone: '+15195550112',
      tradeName: undefined,
      identifiers: { ...data.identifiers, scac: 'ZZZZ' },
      addresses: data.addresses.slice(0, 1),
      securityProfile: data.securityProfile.map((each) =>
        each.criterion === '6.2' ? { ...each, answer: 'Other.' } : each,
      ),
    };

    expect(
      diffSharedData(data, client).map(({ field, host, client: there }) => [
        field,
        host !== undefined,
        there !== undefined,
      ]),
    ).toEqual([
      ['tradeName', true, false],
      ['phone', true, true],
      ['identifiers.scac', true, true],
      ['addresses[TERMINAL]', true, false],
      ['securityProfile[6.2]', true, true],
    ]);
    expect(diffSharedData(data, client)[2]).toMatchObject({
      label: { en: 'SCAC' },
      host: data.identifiers.scac,
      client: 'ZZZZ',
    });
  });

  it('OWN-6: tells two places of one type apart', () => {
    const twoTerminals = {
      ...data,
      addresses: [...data.addresses, { ...data.addresses[1]!, city: 'Elsewhere' }],
    };

    expect(changedFields(data, twoTerminals)).toEqual(['addresses[TERMINAL#2]']);
  });

  it('OWN-6: is the same seen from either side', () => {
    const fields = diffSharedData(data, other).map(({ field }) => field);

    expect(
      diffSharedData(other, data)
        .map(({ field }) => field)
        .toSorted(),
    ).toEqual(fields.toSorted());
    expect(fields).toContain('legalName');
  });

  it('OWN-6: finds every single change of a line', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('legalName', 'phone', 'website', 'ownerType' as const),
        fc.string(),
        (field, value) => {
          fc.pre(value !== data[field as 'legalName']);
          expect(changedFields(data, { ...data, [field]: value })).toEqual([field]);
        },
      ),
    );
  });

  it('GATE-1: lets facts pass, and what needs a consent not', () => {
    expect(
      ['link', 'application', 'validation', 'differences', 'edit-draft', 'document'].filter(needsGate),
    ).toHaveLength(6);
    expect(['account', 'case', 'consent', 'code-check'].filter(needsGate)).toEqual([]);
  });
});
