import { checkPlanDate } from './action-plan';

describe('PLAN-4: the date of an action plan', () => {
  it.each([
    ['2026-03-02', false],
    ['2026-03-03', true],
    ['2028-03-02', true],
    ['2028-03-03', false],
  ])('ordered on 2 March 2026, %s: %p', (dueOn, fits) => {
    expect(checkPlanDate(dueOn, '2026-03-02').ok).toBe(fits);
  });
});
