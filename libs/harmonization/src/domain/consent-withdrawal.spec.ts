import { endsOnAfterWithdrawal, isDueToEnd } from './consent-withdrawal';

describe('a consent that is withdrawn', () => {
  it('CONS-5: leaves 30 days to give it again', () => {
    expect(endsOnAfterWithdrawal('2026-02-10')).toBe('2026-03-12');
    expect(isDueToEnd('2026-02-10', '2026-03-11')).toBe(false);
    expect(isDueToEnd('2026-02-10', '2026-03-12')).toBe(true);
  });
});
