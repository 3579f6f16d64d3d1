import { carriers } from '../../../../test/data/carriers';
import { toSharedData } from './form-mapping';
import type { SharedData } from './shared-data';
import { checkSharedData } from './shared-data-check';

const data = toSharedData(carriers('shared-data')[0]!.form);
const wrong = (edited: unknown, requiredIdentifiers?: (keyof SharedData['identifiers'])[]) =>
  checkSharedData(edited, { today: '2026-03-02', requiredIdentifiers }).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

describe('FORM-15: shared data after an edit', () => {
  it('obey the rules of the application', () => {
    expect(wrong(data)).toEqual([]);
    expect(wrong({ ...data, addresses: [], legalName: 'Аcme' })).toEqual([
      '/legalName LOOK_ALIKE',
      '/addresses HEADQUARTERS_MISSING',
    ]);
  });

  it('may hold the identifiers of mutual recognition', () => {
    expect(
      wrong({ ...data, identifiers: { ...data.identifiers, mids: ['XOACM123TOR'], tin: 'CA123' } }),
    ).toEqual([]);
    expect(wrong({ ...data, identifiers: { ...data.identifiers, mids: ['CAACM123TOR'], tin: '1' } })).toEqual(
      ['/identifiers/mids/0 MID_MALFORMED', '/identifiers/tin TIN_MALFORMED'],
    );
  });

  it('keep the identifiers that the programs asked for', () => {
    const { scac: _dropped, ...identifiers } = data.identifiers;

    expect(wrong({ ...data, identifiers }, ['scac', 'usdot'])).toEqual(['/identifiers/scac REQUIRED']);
  });

  it('have no field that no table knows', () => {
    expect(wrong({ ...data, officerNotes: 'never' })).toEqual(['/officerNotes UNKNOWN_FIELD']);
    expect(wrong('nothing')).toEqual([' NOT_AN_OBJECT']);
  });
});
