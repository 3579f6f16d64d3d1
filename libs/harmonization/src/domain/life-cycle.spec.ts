import { checkMove, priorStatusOf, remainingMoves, type LifeCycle, type MoveFacts } from './life-cycle';
import { lifeCycleFaults } from './life-cycle-check';

const SOUND: LifeCycle = {
  moves: {
    NEW: [{ to: 'REVIEW', by: ['SYSTEM'] }],
    REVIEW: [
      { to: 'MEMBER', by: ['OFFICER'], requires: 'VALIDATION' },
      { to: 'DENIED', by: ['HQ'], reason: true },
    ],
    MEMBER: [{ to: 'SUSPENDED', by: ['OFFICER'], reason: true }],
    SUSPENDED: [{ to: 'PRIOR', by: ['OFFICER'] }],
    DENIED: [{ to: 'PRIOR', by: ['HQ'], requires: 'UPHELD_APPEAL' }],
  },
  wire: {
    NEW: 'APPLICANT',
    REVIEW: 'APPLICANT',
    MEMBER: 'ACTIVE_VALIDATED',
    SUSPENDED: 'SUSPENDED',
    DENIED: 'DENIED',
  },
  initial: 'NEW',
  inReview: 'REVIEW',
  onApproval: ['MEMBER'],
  onDenial: ['DENIED'],
  validated: 'MEMBER',
  withdrawn: 'DENIED',
  suspended: 'SUSPENDED',
};

const move = (facts: Partial<MoveFacts>) =>
  checkMove(SOUND, {
    from: 'REVIEW',
    to: 'MEMBER',
    actor: 'OFFICER',
    hasReason: false,
    hasValidation: true,
    ...facts,
  });

describe('a move', () => {
  it.each([
    ['along the table', {}, { ok: true }],
    [
      'beside it',
      { to: 'SUSPENDED' },
      { refusal: { code: 'STATUS_NOT_ALLOWED', facts: { allowed: ['MEMBER', 'DENIED'] } } },
    ],
    [
      'from a status that is none',
      { from: 'NOWHERE' },
      { refusal: { code: 'STATUS_NOT_ALLOWED', facts: { allowed: [] } } },
    ],
    ['by who may not', { actor: 'CARRIER' }, { refusal: { code: 'NOT_ALLOWED' } }],
    ['without its validation', { hasValidation: false }, { refusal: { code: 'VALIDATION_MISSING' } }],
    [
      'against the carrier without a reason',
      { to: 'DENIED', actor: 'HQ' },
      { refusal: { code: 'REASON_MISSING' } },
    ],
    ['against the carrier with a reason', { to: 'DENIED', actor: 'HQ', hasReason: true }, { ok: true }],
    ['back to the prior status', { from: 'SUSPENDED', to: 'PRIOR' }, { ok: true }],
    [
      'back from the end without an appeal',
      { from: 'DENIED', to: 'PRIOR', actor: 'HQ' },
      { refusal: { code: 'STATUS_NOT_ALLOWED' } },
    ],
    [
      'back from the end after an upheld appeal',
      { from: 'DENIED', to: 'PRIOR', actor: 'HQ', hasUpheldAppeal: true },
      { ok: true },
    ],
  ] as [string, Partial<MoveFacts>, object][])('ACC-1: %s', (_, facts, answer) => {
    expect(move(facts)).toMatchObject(answer);
  });
});

describe('the moves of a decision', () => {
  it.each([
    ['REVIEW', ['APPROVED', 'CERTIFIED']],
    ['APPROVED', ['CERTIFIED']],
    ['CERTIFIED', []],
  ])('ACC-2: that are left from %s are %j', (from, left) => {
    expect(remainingMoves(['APPROVED', 'CERTIFIED'], from)).toEqual(left);
  });
});

describe('a sound life cycle', () => {
  it.each([
    ['nothing', {}, []],
    [
      'a status nobody reaches',
      { moves: { ...SOUND.moves, LOST: [] }, wire: { ...SOUND.wire, LOST: 'DENIED' } },
      ['LOST cannot be reached'],
    ],
    [
      'a mapping of no status',
      { wire: { ...SOUND.wire, GHOST: 'DENIED' } },
      ['GHOST is mapped but is no status'],
    ],
    ['a target that is no status', { validated: 'GHOST' }, ['GHOST is a target but no status']],
    [
      'a decision that cannot be made',
      { onApproval: ['SUSPENDED'] },
      ['no move leads from REVIEW to SUSPENDED'],
    ],
  ] as [string, Partial<LifeCycle>, string[]][])('ACC-3: has %s wrong', (_, change, faults) => {
    expect(lifeCycleFaults({ ...SOUND, ...change })).toEqual(faults);
  });

  it('ACC-3: gives each status a wire status', () => {
    const { MEMBER: _left, ...wire } = SOUND.wire;

    expect(lifeCycleFaults({ ...SOUND, wire })).toEqual(['MEMBER has no wire status']);
  });
});

describe('ACC-5: the status before the present one', () => {
  it.each([
    [['NEW', 'MEMBER', 'SUSPENDED'], 'MEMBER'],
    [['NEW', 'CERTIFIED', 'VALIDATED', 'CERTIFIED', 'SUSPENDED'], 'CERTIFIED'],
    [['NEW', 'MEMBER', 'SUSPENDED', 'REMOVED'], 'SUSPENDED'],
    [['NEW', 'MEMBER', 'SUSPENDED', 'REMOVED', 'SUSPENDED'], 'MEMBER'],
    [['NEW', 'MEMBER', 'SUSPENDED', 'MEMBER', 'SUSPENDED'], 'MEMBER'],
    [['NEW', 'MEMBER', 'PLAN', 'SUSPENDED'], 'PLAN'],
    [['NEW'], undefined],
  ])('after %p is %s', (history, prior) => {
    expect(priorStatusOf(history)).toBe(prior);
  });
});
