import { mayDecide } from './two-persons';

describe('what takes two persons (DUO-1)', () => {
  it('is approved by another person than the one who proposed it', () => {
    expect([mayDecide('ann', 'ann', 'APPROVED'), mayDecide('ann', 'bob', 'APPROVED')]).toEqual([false, true]);
  });

  it('may be taken back or refused by either', () => {
    expect([mayDecide('ann', 'ann', 'REFUSED'), mayDecide('ann', 'bob', 'REFUSED')]).toEqual([true, true]);
  });
});
