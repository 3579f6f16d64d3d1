import { appealDeadline, appealDecisionDue, checkAppeal, returnsAccount, type AppealTerms } from './appeal';

const TERMS: AppealTerms = {
  against: ['SUSPENDED', 'REMOVED'],
  days: 90,
  daysByReason: { FALSE_INFORMATION: 30 },
  decisionDays: 180,
};
const removed = { status: 'REMOVED', effectiveOn: '2026-03-02', reasonCode: 'INCIDENT' };

describe('an appeal', () => {
  it('APL-1: may be filed for 90 days, for 30 where information was false', () => {
    expect(appealDeadline(TERMS, removed)).toBe('2026-05-31');
    expect(appealDeadline(TERMS, { ...removed, reasonCode: 'FALSE_INFORMATION' })).toBe('2026-04-01');
  });

  it('APL-2: is decided within 180 days', () => {
    expect(appealDecisionDue(TERMS, '2026-03-02')).toBe('2026-08-29');
  });

  it.each([
    ['on the last day', { action: removed, today: '2026-05-31' }, { ok: true, value: '2026-05-31' }],
    ['a day late', { action: removed, today: '2026-06-01' }, { refusal: { code: 'APPEAL_TOO_LATE' } }],
    [
      'twice',
      { action: removed, today: '2026-03-03', appealed: 'OPEN' as const },
      { refusal: { code: 'APPEAL_OPEN' } },
    ],
    [
      'again after its decision',
      { action: removed, today: '2026-03-03', appealed: 'DECIDED' as const },
      { refusal: { code: 'APPEAL_NOT_POSSIBLE' } },
    ],
    [
      'of a member',
      { action: { ...removed, status: 'CERTIFIED' }, today: '2026-03-03' },
      { refusal: { code: 'APPEAL_NOT_POSSIBLE' } },
    ],
  ])('APL-3: %s', (_, facts, expected) => {
    expect(checkAppeal(TERMS, facts)).toMatchObject(expected);
  });

  it('APL-4: that is upheld returns the account only from the action it was about', () => {
    expect([returnsAccount('a', 'a'), returnsAccount('a', 'b'), returnsAccount('a', undefined)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
