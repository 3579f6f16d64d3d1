import {
  dueDatesOf,
  isOverdue,
  reminderDaysOf,
  reminderDue,
  type DutyFacts,
  type DutyTerms,
} from './due-dates';

const PAPER_FIRST: DutyTerms = {
  certificationDays: 90,
  firstValidationYears: 1,
  annual: 'ANNUAL_REVIEW',
  reviewDecisionDays: 30,
  responseDays: 90,
  representationDays: 30,
  reminderDays: [90, 30, 7, 0],
  reminderDaysOf: { ACTION_PLAN: [14, 0] },
};
const VISIT_FIRST: DutyTerms = {
  annual: 'ANNUAL_SIGN_IN',
  reviewDecisionDays: 30,
  responseDays: 90,
  representationDays: 30,
  reminderDays: [30, 0],
};

const member: DutyFacts = { wire: 'ACTIVE_VALIDATED', openedOn: '2026-01-05', memberSince: '2026-03-02' };
const duties = (facts: DutyFacts, terms = PAPER_FIRST) =>
  dueDatesOf(facts, terms).map(({ duty, on, owedBy }) => [duty, on, owedBy]);

describe('DUE-1: reminders of a due date', () => {
  it.each([
    ['2026-01-01', undefined],
    ['2026-03-03', 90],
    ['2026-05-01', 90],
    ['2026-05-02', 30],
    ['2026-05-25', 7],
    ['2026-06-01', 0],
    ['2026-07-01', 0],
  ])('on %s the reminder for 1 June 2026 is the one of %p days ahead', (today, days) => {
    expect(reminderDue('2026-06-01', today, reminderDaysOf(PAPER_FIRST, 'REVALIDATION'))).toBe(days);
  });

  it('has steps of its own for a duty that the program says so of', () => {
    expect(reminderDaysOf(PAPER_FIRST, 'ACTION_PLAN')).toEqual([14, 0]);
  });
});

describe('what is due', () => {
  it('DUE-2: of an applicant: the decision on paper, where the program decides on paper', () => {
    const applicant: DutyFacts = { wire: 'APPLICANT', openedOn: '2026-03-02' };
    expect(duties(applicant)).toEqual([['CERTIFICATION', '2026-05-31', 'PROGRAM']]);
    expect(duties(applicant, VISIT_FIRST)).toEqual([]);
  });

  it('DUE-3: of a member on paper: its first validation within a year', () => {
    expect(duties({ ...member, wire: 'ACTIVE' })).toContainEqual([
      'FIRST_VALIDATION',
      '2027-03-02',
      'PROGRAM',
    ]);
    expect(duties({ ...member, lastValidatedOn: '2026-05-01' }).map(([duty]) => duty)).not.toContain(
      'FIRST_VALIDATION',
    );
  });

  it.each(['ACTIVE', 'ACTIVE_VALIDATED', 'SUSPENDED'] as const)(
    'DUE-4: of who is %s: the revalidation that its last validation dated',
    (wire) => {
      expect(duties({ ...member, wire, nextRevalidationDue: '2030-05-01' })).toContainEqual([
        'REVALIDATION',
        '2030-05-01',
        'CARRIER',
      ]);
    },
  );

  it('DUE-5: each year the review of the security profile, or a sign-in', () => {
    const dates = { lastAnnualReviewOn: '2027-02-20', lastSignInOn: '2028-01-10' };
    expect(duties(member)).toContainEqual(['ANNUAL_REVIEW', '2027-03-02', 'CARRIER']);
    expect(duties({ ...member, ...dates })).toContainEqual(['ANNUAL_REVIEW', '2028-02-20', 'CARRIER']);
    expect(duties({ ...member, ...dates }, VISIT_FIRST)).toEqual([
      ['ANNUAL_SIGN_IN', '2029-01-10', 'CARRIER'],
    ]);
  });

  it('DUE-5: nothing more of the carrier while its review waits for an officer', () => {
    const waiting = {
      ...member,
      lastValidatedOn: '2026-03-02',
      submittedReview: { id: 'r', on: '2027-02-20' },
    };
    expect(duties(waiting)).toEqual([['ANNUAL_REVIEW_APPROVAL', '2027-03-22', 'PROGRAM']]);
  });

  it('DUE-6: what an officer has asked, each by its own date', () => {
    const asked = {
      ...member,
      awaitedResponse: { id: 'v', on: '2026-06-01' },
      actionPlan: { id: 'p', on: '2026-07-01' },
      denialProposedOn: '2026-03-02',
    };
    expect(duties(asked)).toEqual(
      expect.arrayContaining([
        ['VALIDATION_RESPONSE', '2026-06-01', 'CARRIER'],
        ['ACTION_PLAN', '2026-07-01', 'CARRIER'],
        ['REPRESENTATIONS', '2026-04-01', 'CARRIER'],
      ]),
    );
  });

  it('DUE-7: of who has ended nothing but the appeal that the program owes it', () => {
    const ended: DutyFacts = {
      ...member,
      wire: 'ENDED_BY_PROGRAM',
      nextRevalidationDue: '2030-05-01',
      openAppeal: { id: 'a', on: '2026-08-29' },
    };
    expect(duties(ended)).toEqual([['APPEAL_DECISION', '2026-08-29', 'PROGRAM']]);
  });

  it('DUE-8: is overdue from the day after', () => {
    expect([isOverdue('2026-06-01', '2026-06-01'), isOverdue('2026-06-01', '2026-06-02')]).toEqual([
      false,
      true,
    ]);
  });
});
