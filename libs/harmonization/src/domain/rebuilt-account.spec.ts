import type { LifeCycle } from './life-cycle';
import { isOpenedSince, rebuiltPath } from './rebuilt-account';

const lifeCycle = {
  wire: { NEW: 'APPLICANT', GOOD: 'ACTIVE', BEST: 'ACTIVE_VALIDATED', OUT: 'DENIED' },
} as unknown as LifeCycle;

describe('an account that a restore has made forgotten', () => {
  it('ACC-8: was a member of the lowest rank once its program had approved', () => {
    expect(rebuiltPath(lifeCycle, { outcome: 'APPROVED', decidedOn: '2026-03-02' })).toEqual(['GOOD']);
  });

  it('ACC-8: is in review where its program had denied or not decided, until its facts tell more', () => {
    expect(rebuiltPath(lifeCycle, undefined)).toEqual([]);
    expect(rebuiltPath(lifeCycle, { outcome: 'DENIED', decidedOn: '2026-03-02' })).toEqual([]);
  });

  it.each([
    ['application:019a-2', '019a-1', true],
    ['application:019a-2', '019a-2', false],
    ['application:019a-2', '019a-3', false],
    ['IMPORT', '019a-1', false],
    ['RESTORED', '019a-1', false],
  ])(
    'ID-10: one opened by %s is another carrier’s than the one of which %s speaks: %s',
    (source, speaker, is) => {
      expect(isOpenedSince(source, speaker)).toBe(is);
    },
  );
});
