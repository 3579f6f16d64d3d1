import { fieldStanding, piecesChanged, type DataMoment } from './link-fields';
import type { ShownRecord } from './link-history';
import type { SharedData } from './shared-data';

const held: SharedData = {
  legalName: 'Lakeshore Freight',
  ownerType: 'CORPORATION',
  phone: '+17165550142',
  addresses: [],
  contacts: [],
  identifiers: { scac: 'LKSF', usdot: '12345' },
  securityProfile: [],
};

const shown = (dataVersion: number, epoch = 1): ShownRecord => ({
  phase: 'ACTIVE',
  epoch,
  host: 'A',
  decision: 'APPROVE',
  pauses: [],
  vote: 0,
  refused: 0,
  wantEnd: '',
  endReason: '',
  dataVersion,
});

const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const moment = (
  on: number,
  action: string,
  versions: [own: number, peer: number],
  fields?: string[],
): DataMoment => ({
  at: day(on),
  changes: [{ side: 'OWN', action, fields }],
  state: { own: shown(versions[0]), peer: shown(versions[1]) },
});

describe('the fields of a link', () => {
  it('HIST-3: names the pieces that an edit touched, each identifier by itself', () => {
    const after = { ...held, phone: '+17165550199', identifiers: { ...held.identifiers, usdot: '99' } };

    expect(piecesChanged(held, after)).toEqual(['phone', 'identifiers.usdot']);
    expect(piecesChanged(held, { ...held, tradeName: undefined })).toEqual([]);
  });

  it('HIST-3: an edit has crossed when the other side first holds its version, or a later one', () => {
    const moments = [
      moment(1, 'link.activated', [1, 0]),
      moment(2, 'link.edited', [2, 1], ['phone']),
      moment(3, 'link.edited', [3, 1], ['website']),
      { ...moment(4, '', [3, 3]), changes: [] },
    ];

    expect(fieldStanding(moments.slice(0, 3), 'phone')).toEqual({
      here: { version: 2, epoch: 1, at: day(2), by: 'EDITED' },
      there: undefined,
    });
    expect(fieldStanding(moments, 'phone').there).toEqual({ version: 3, epoch: 1, at: day(4) });
  });

  it('HIST-3: what was taken crossed when it was taken; what never changed has the first version', () => {
    const moments = [
      moment(1, 'link.joined', [1, 1]),
      moment(5, 'link.data-taken', [4, 4], ['addresses']),
      moment(6, 'link.data-taken', [5, 5], ['phone']),
    ];

    expect(fieldStanding(moments, 'addresses')).toEqual({
      here: { version: 4, epoch: 1, at: day(5), by: 'TAKEN' },
      there: { version: 4, epoch: 1, at: day(5) },
    });
    expect(fieldStanding(moments, 'legalName').here).toMatchObject({ version: 1, by: 'START' });
  });

  it('HIST-3: says nothing of a link without data', () => {
    expect(fieldStanding([], 'phone')).toEqual({});
    expect(fieldStanding([moment(1, 'link.proposed', [0, 0])], 'phone')).toEqual({});
  });
});
