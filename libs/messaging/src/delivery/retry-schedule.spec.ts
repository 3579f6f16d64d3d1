import fc from 'fast-check';
import { retryDelayMs } from './retry-schedule';

describe('the retry schedule', () => {
  it.each([
    [1, 0],
    [2, 5_000],
    [3, 30_000],
    [4, 120_000],
    [5, 600_000],
    [6, 3_600_000],
    [50, 3_600_000],
  ])('waits after failure %i for %i ms', (failures, expected) => {
    expect(retryDelayMs(failures, 0.5)).toBe(expected);
  });

  it('never strays more than a fifth from the plan', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, random) => {
          const planned = retryDelayMs(failures, 0.5);
          expect(Math.abs(retryDelayMs(failures, random) - planned)).toBeLessThanOrEqual(planned * 0.2 + 1);
        },
      ),
    );
  });
});
