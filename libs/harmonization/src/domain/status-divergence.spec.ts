import type { WireStatus } from './life-cycle';
import { diverges, isSameSuspension, isToldHere } from './status-divergence';

describe('DIV-1: a member here whom the other program has suspended', () => {
  it.each([
    ['ACTIVE_VALIDATED', 'SUSPENDED', true, true],
    ['ACTIVE', 'SUSPENDED', true, true],
    ['APPLICANT', 'SUSPENDED', true, true],
    ['SUSPENDED', 'SUSPENDED', true, false],
    ['WITHDRAWN', 'SUSPENDED', true, false],
    ['ACTIVE_VALIDATED', 'ACTIVE', true, false],
    ['ACTIVE_VALIDATED', undefined, true, false],
    ['ACTIVE_VALIDATED', 'SUSPENDED', false, false],
  ] as [WireStatus, WireStatus | undefined, boolean, boolean][])(
    'own %s, other %s, link live %p: staff look at it: %p',
    (own, peer, isLive, expected) => {
      expect(diverges({ own, peer, isLive })).toBe(expected);
    },
  );

  it('DIV-2: is looked at once for as long as the suspension lasts', () => {
    const first = { since: '2026-03-02', reasonCode: 'INCIDENT' };
    expect(isSameSuspension(first, { ...first })).toBe(true);
    expect(isSameSuspension(first, { ...first, since: '2026-05-01' })).toBe(false);
    expect(isSameSuspension(first, { ...first, reasonCode: 'FALSE_INFORMATION' })).toBe(false);
  });
});

describe('WIRE-5: the carrier is told of a change at the other program', () => {
  it.each([
    ['ACTIVE_VALIDATED', 'SUSPENDED', true],
    ['SUSPENDED', 'ACTIVE_VALIDATED', true],
    ['ACTIVE_VALIDATED', 'ENDED_BY_PROGRAM', true],
    ['APPLICANT', 'DENIED', true],
    ['APPLICANT', 'APPLICANT', false],
    ['ACTIVE_VALIDATED', 'ACTIVE_VALIDATED', false],
    [undefined, 'ACTIVE', false],
  ] as [WireStatus | undefined, WireStatus, boolean][])('from %s to %s: %p', (before, after, told) => {
    expect(isToldHere(before, after)).toBe(told);
  });
});
