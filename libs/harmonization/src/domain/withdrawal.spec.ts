import { followsWithdrawal } from './withdrawal';

describe('WDR-1: a withdrawal at the other program', () => {
  it.each([
    ['ACTIVE', 'WITHDRAWN', true, true],
    ['SUSPENDED', 'WITHDRAWN', true, true],
    ['ACTIVE', 'WITHDRAWN', false, false],
    ['WITHDRAWN', 'WITHDRAWN', true, false],
    ['ENDED_BY_PROGRAM', 'WITHDRAWN', true, false],
    ['ACTIVE', 'ACTIVE', true, false],
  ] as const)('own %s, other %s, from both %p: followed here %p', (own, wire, leavesBoth, expected) => {
    expect(followsWithdrawal(own, { wire, leavesBoth })).toBe(expected);
  });
});
