import { WIRE_STATUSES } from './life-cycle';
import { decisionOf, isMember, isTerminal, isWorse, restoredStatus, wireTurn } from './wire-status';

describe.each([
  ['APPLICANT', false, false, 'NONE'],
  ['ACTIVE', true, false, 'APPROVE'],
  ['ACTIVE_VALIDATED', true, false, 'APPROVE'],
  ['SUSPENDED', false, false, 'NONE'],
  ['ENDED_BY_PROGRAM', false, true, 'DENY'],
  ['DENIED', false, true, 'DENY'],
  ['WITHDRAWN', false, true, 'DENY'],
] as const)('%s', (status, member, terminal, decision) => {
  it(`WIRE-1, WIRE-2, WIRE-3: is ${member ? 'a member' : 'no member'}, ${terminal ? 'at the end' : 'not at the end'}, and says ${decision}`, () => {
    expect([isMember(status), isTerminal(status), decisionOf(status)]).toEqual([member, terminal, decision]);
  });
});

describe('worsening', () => {
  it.each([
    ['ACTIVE_VALIDATED', 'ACTIVE'],
    ['ACTIVE_VALIDATED', 'SUSPENDED'],
    ['ACTIVE', 'ENDED_BY_PROGRAM'],
    ['APPLICANT', 'DENIED'],
    ['SUSPENDED', 'ENDED_BY_PROGRAM'],
  ] as const)('WIRE-4: is %s to %s, and not the way back', (before, after) => {
    expect([isWorse(before, after), isWorse(after, before)]).toEqual([true, false]);
  });

  it('WIRE-4: is no change', () => {
    expect(WIRE_STATUSES.some((status) => isWorse(status, status))).toBe(false);
  });
});

describe('what the other program is told of', () => {
  const rows = (...statuses: string[]) => statuses.map((wireStatus, on) => ({ wireStatus, on }));

  it('WIRE-6: is when the present wire status began, whatever the program did within it since', () => {
    expect(wireTurn(rows('APPLICANT', 'ACTIVE', 'ACTIVE', 'ACTIVE'))?.on).toBe(1);
    expect(wireTurn(rows('ACTIVE', 'SUSPENDED', 'ACTIVE', 'ACTIVE'))?.on).toBe(2);
    expect(wireTurn(rows('ACTIVE'))?.on).toBe(0);
    expect(wireTurn([])).toBeUndefined();
  });
});

describe('the status of a restored account', () => {
  const wires = { NEW: 'APPLICANT', OLD: 'APPLICANT', GOOD: 'ACTIVE', HELD: 'SUSPENDED' } as const;

  it('WIRE-7: is what the other program had heard, as far as that can be told', () => {
    expect(restoredStatus(wires, ['NEW', 'GOOD'], 'SUSPENDED')).toBe('HELD');
    expect(restoredStatus(wires, ['NEW', 'GOOD', 'HELD'], 'ACTIVE')).toBe('GOOD');
    expect(restoredStatus(wires, ['NEW', 'GOOD'], 'APPLICANT')).toBe('NEW');
    expect(restoredStatus(wires, ['GOOD'], 'APPLICANT')).toBeUndefined();
    expect(restoredStatus(wires, ['NEW'], 'DENIED')).toBeUndefined();
    expect(restoredStatus(wires, ['GOOD'], 'ACTIVE')).toBeUndefined();
  });
});
