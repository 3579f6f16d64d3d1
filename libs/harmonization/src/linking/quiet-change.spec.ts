import { UNREAD_DATA } from '../account/unread-data';
import type { LinkCopy, LinkRecord } from '../domain/link/record';
import type { SharedData } from '../domain/shared-data';
import { filledCopy, isQuiet } from './quiet-change';

type Copy = LinkCopy<SharedData>;

const own = { phase: 'ACTIVE', epoch: 1, host: 'CTPAT', pauses: [], dataVersion: 4, seq: 7 } as unknown;
const mirror = { phase: 'ACTIVE', epoch: 1, host: 'CTPAT', pauses: [], dataVersion: 3, seq: 5 } as unknown;
const before = { self: 'CTPAT', peer: 'PIP', openedAt: '', own, mirror, data: UNREAD_DATA } as Copy;
const data = { legalName: 'Maple Ridge Haulage' } as SharedData;

describe('a change of which the data of the account are not read', () => {
  it('is one of numbers and versions of an active link', () => {
    const acknowledged = { ...(mirror as LinkRecord), dataVersion: 4, seq: 6 };
    expect(isQuiet({ before, after: { ...before, mirror: acknowledged } })).toBe(true);
  });

  it.each<[string, Partial<Copy>]>([
    ['the peer pauses', { mirror: { ...(mirror as LinkRecord), pauses: ['SUSPENDED'] } }],
    ['it ends', { own: { ...(own as LinkRecord), phase: 'ENDED' } }],
    ['former values are set apart', { archive: UNREAD_DATA }],
    ['the data at the end are kept', { final: UNREAD_DATA }],
  ])('is none where %s', (_, change) => {
    expect(isQuiet({ before, after: { ...before, ...change } })).toBe(false);
  });

  it('is none of a link that is not active yet, whose differences are compared', () => {
    const undecided = { ...before, own: { ...(own as LinkRecord), phase: 'DECISIONS_PENDING' as const } };
    expect(isQuiet({ before: undecided, after: undecided })).toBe(false);
    expect(isQuiet({ after: before })).toBe(false);
  });
});

describe('data that were not read', () => {
  it('cannot be looked at, nor written by accident', () => {
    expect(() => UNREAD_DATA.legalName).toThrow('have not been read');
    expect(() => JSON.stringify({ shared: UNREAD_DATA })).toThrow('have not been read');
    expect(() => Object.keys(UNREAD_DATA)).toThrow('have not been read');
  });

  it('give way, wherever they stand in a copy, to those that were read', () => {
    const former = { legalName: 'Former' } as SharedData;
    expect(filledCopy({ ...before, final: UNREAD_DATA }, data)).toMatchObject({ data, final: data });
    expect(filledCopy({ ...before, archive: former }, data)).toMatchObject({ data, archive: former });
    expect(filledCopy({ ...before, data: former }, data).data).toBe(former);
  });
});
