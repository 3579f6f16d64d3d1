import {
  isValidated,
  checkNotice,
  checkRecognition,
  checkValidationMove,
  checkVisit,
  isValidOn,
  jointRevalidationDue,
  recognitionOf,
  VALIDATION_MOVES,
  validUntil,
  type RecognitionFacts,
  type ValidationState,
} from './validation';

const STATES = Object.keys(VALIDATION_MOVES) as ValidationState[];
const move = (
  from: ValidationState,
  to: ValidationState,
  actor: 'OFFICER' | 'CARRIER' = 'OFFICER',
  hasRequiredActions = false,
) => checkValidationMove({ from, to, actor, hasRequiredActions });

describe('the way of a validation', () => {
  it('VAL-1: leaves no state unreachable, and ends only at its outcomes', () => {
    const reached = new Set<ValidationState>(['PLANNED']);
    for (const state of reached) VALIDATION_MOVES[state].forEach(({ to }) => reached.add(to));

    expect([...reached].toSorted()).toEqual(STATES.toSorted());
    expect(STATES.filter((state) => VALIDATION_MOVES[state].length === 0)).toEqual([
      'PASSED',
      'FAILED',
      'CANCELLED',
    ]);
  });

  it('VAL-1: passes straight after a report only where no action is required', () => {
    expect(move('REPORT_ISSUED', 'PASSED')).toMatchObject({ ok: true });
    expect(move('REPORT_ISSUED', 'PASSED', 'OFFICER', true)).toMatchObject({
      ok: false,
      refusal: { code: 'VALIDATION_STATE', facts: { allowed: ['AWAITING_RESPONSE', 'FAILED'] } },
    });
  });

  it('VAL-1: waits for the carrier to respond, and for nobody else', () => {
    expect(move('AWAITING_RESPONSE', 'RESPONSE_REVIEW', 'CARRIER')).toMatchObject({ ok: true });
    expect(move('AWAITING_RESPONSE', 'RESPONSE_REVIEW')).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } });
    expect(move('NOTICE_SENT', 'IN_PROGRESS', 'CARRIER')).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } });
    expect(move('PASSED', 'FAILED')).toMatchObject({ refusal: { code: 'VALIDATION_STATE' } });
  });
});

describe('the notice', () => {
  it.each([
    ['2026-04-01', false, true],
    ['2026-03-31', false, false],
    ['2026-03-31', true, true],
    ['2026-03-02', true, true],
    ['2026-03-01', true, false],
  ])('VAL-2: of 2 March for a visit on %s, waived: %s, is enough: %s', (visitOn, isWaived, ok) => {
    expect(checkNotice({ noticeOn: '2026-03-02', visitOn, isWaived }).ok).toBe(ok);
  });

  it('VAL-2: that is too short is refused with the days it has and needs', () => {
    expect(checkNotice({ noticeOn: '2026-03-02', visitOn: '2026-03-12', isWaived: false })).toMatchObject({
      refusal: { code: 'NOTICE_TOO_SHORT', facts: { days: 10, atLeast: 30 } },
    });
  });
});

describe('the visit', () => {
  it.each([
    ['two weeks', '2026-03-02', '2026-03-13', true],
    ['one more working day', '2026-03-02', '2026-03-16', false],
    ['one day', '2026-03-02', '2026-03-02', true],
    ['an end before the start', '2026-03-03', '2026-03-02', false],
  ])('VAL-3: of %s', (_, startsOn, endsOn, ok) => {
    expect(checkVisit({ startsOn, endsOn }).ok).toBe(ok);
  });

  it('VAL-3: does not count a holiday', () => {
    expect(checkVisit({ startsOn: '2026-03-02', endsOn: '2026-03-16' }, ['2026-03-04']).ok).toBe(true);
  });
});

describe('four years', () => {
  it('VAL-4: end on the day four years after the visit', () => {
    expect(validUntil('2026-03-02')).toBe('2030-03-02');
    expect(isValidOn('2026-03-02', '2030-03-01')).toBe(true);
    expect(isValidOn('2026-03-02', '2030-03-02')).toBe(false);
    expect(validUntil('2024-02-29')).toBe('2028-02-29');
  });

  it.each([
    ['a passed one in its years', { state: 'PASSED', visitedOn: '2022-03-03' }, 'RECOGNIZABLE'],
    ['one that has become too old', { state: 'PASSED', visitedOn: '2022-03-02' }, 'EXPIRED'],
    ['a failed one', { state: 'FAILED', visitedOn: '2026-01-01' }, 'NOT_PASSED'],
    ['one under way', { state: 'IN_PROGRESS' }, 'NOT_PASSED'],
  ] as const)('VAL-5: %s', (_, validation, recognition) => {
    expect(recognitionOf(validation, '2026-03-02')).toBe(recognition);
  });
});

describe('recognition', () => {
  const facts: RecognitionFacts = {
    recognized: true,
    actor: 'OFFICER',
    validation: { state: 'PASSED', visitedOn: '2025-06-01' },
    today: '2026-03-02',
  };

  it.each([
    ['an officer recognizes', {}, { ok: true, value: 'RECOGNIZED' }],
    [
      'nobody recognizes what has expired',
      { today: '2029-06-01' },
      { refusal: { code: 'VALIDATION_STATE' } },
    ],
    [
      'an officer cannot decline',
      { recognized: false, reason: 'EXPIRED' },
      { refusal: { code: 'NOT_ALLOWED' } },
    ],
    [
      'headquarters decline',
      { recognized: false, reason: 'EXPIRED', actor: 'HQ' },
      { ok: true, value: 'DECLINED' },
    ],
    [
      'nobody declines without a listed reason',
      { recognized: false, reason: 'BECAUSE', actor: 'HQ' },
      { refusal: { code: 'REASON_MISSING' } },
    ],
  ] as const)('VAL-6: %s', (_, change, answer) => {
    expect(checkRecognition({ ...facts, ...change })).toMatchObject(answer);
  });
});

it('VAL-7: the joint due date is the earlier of the two', () => {
  expect(jointRevalidationDue('2030-01-01', '2029-12-31')).toBe('2029-12-31');
  expect(jointRevalidationDue('2030-01-01', undefined)).toBe('2030-01-01');
  expect(jointRevalidationDue(undefined, undefined)).toBeUndefined();
});

describe('VAL-8: an account is validated', () => {
  const passed = { state: 'PASSED' as const, visitedOn: '2026-03-02' };
  const failed = { state: 'FAILED' as const, visitedOn: '2028-03-02' };

  it.each([
    ['by a passed one', [passed], '2028-01-01', true],
    ['not longer than four years', [passed], '2030-03-02', false],
    ['not once a later one failed', [failed, passed], '2028-04-01', false],
    [
      'again by one that passed after that',
      [failed, passed, { ...passed, visitedOn: '2029-01-01' }],
      '2029-02-01',
      true,
    ],
    ['not by one that is planned', [{ state: 'PLANNED' as const }], '2026-04-01', false],
  ])('%s', (_, counted, today, expected) => {
    expect(isValidated(counted, today)).toBe(expected);
  });
});

describe('VAL-9: what was said of a validation of the other program', () => {
  const facts = {
    actor: 'HQ' as const,
    validation: { state: 'PASSED' as const, visitedOn: '2026-03-02' },
    today: '2026-04-01',
  };

  it('is not taken back once it is recognized', () => {
    const declined = {
      ...facts,
      recognized: false,
      reason: 'SITE_NOT_COVERED',
      before: 'RECOGNIZED' as const,
    };
    expect(checkRecognition(declined)).toMatchObject({ refusal: { code: 'VALIDATION_STATE' } });
  });

  it('may become a recognition after a decline', () => {
    expect(checkRecognition({ ...facts, recognized: true, before: 'DECLINED' }).ok).toBe(true);
  });
});
