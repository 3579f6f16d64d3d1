import { WIRE_STATUSES } from './life-cycle';
import { isSviNumber, LOOK_UPS_AN_HOUR, sviNumberOf, sviStatusOf } from './status-verification';

describe('status verification', () => {
  it('SVI-1: calls certified who holds an active account, validated or not', () => {
    expect(WIRE_STATUSES.filter((wire) => sviStatusOf(wire) === 'CERTIFIED')).toEqual([
      'ACTIVE',
      'ACTIVE_VALIDATED',
    ]);
  });

  it('SVI-2: allows far fewer look-ups than there are numbers', () => {
    expect(LOOK_UPS_AN_HOUR * 24 * 365 * 100).toBeLessThan(30 ** 10 / 1_000);
  });

  it('SVI-3: makes numbers of ten unmistakable characters', () => {
    expect(sviNumberOf(Uint8Array.from([0, 1, 2, 29, 30, 31, 59, 60, 254, 255]))).toBe('234Z23Z2GH');
    expect(isSviNumber('234Z23Z2GH')).toBe(true);
    expect(['234Z23Z2G', '234Z23Z2G0', '234z23z2gh', 'CT00000012'].map(isSviNumber)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
