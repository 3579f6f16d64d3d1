import { restartDelay } from './restart-delay';

describe('the pause before a service starts again', () => {
  it.each([
    [1, 500],
    [2, 1_000],
    [4, 4_000],
    [7, 30_000],
    [200, 30_000],
  ])('after %i deaths is %i ms', (deaths, ms) => {
    expect(restartDelay(deaths)).toBe(ms);
  });
});
