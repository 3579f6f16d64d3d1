import { headquartersOf } from './headquarters';

describe('HQ-1: both programs’ checks of the headquarters', () => {
  it.each([
    ['PENDING', undefined, 'PENDING'],
    ['PENDING', 'VERIFIED', 'VERIFIED'],
    ['VERIFIED', 'PENDING', 'VERIFIED'],
    ['VERIFIED', 'FAILED', 'FAILED'],
    ['FAILED', 'VERIFIED', 'FAILED'],
  ] as const)('%s here and %p there are together %s', (own, peer, together) => {
    expect(headquartersOf(own, peer)).toBe(together);
  });
});
