import fc from 'fast-check';
import { inNumberedOrder } from './program-pair';
import { applicationKindOf, flowNameOf, linkFlowOf, scenarioOf, type ProgramMembership } from './scenario';

const pair = (usMember: boolean, caMember: boolean): [ProgramMembership, ProgramMembership] => [
  { code: 'ALPHA', country: 'US', member: usMember },
  { code: 'BETA', country: 'CA', member: caMember },
];

const FLOWS = [
  { members: [false, false], host: 'ALPHA', scenario: 1, flow: 'F1', token: 'KEEP' },
  { members: [false, false], host: 'BETA', scenario: 1, flow: 'F2', token: 'KEEP' },
  { members: [true, false], host: 'ALPHA', scenario: 2, flow: 'F3', token: 'KEEP' },
  { members: [true, false], host: 'BETA', scenario: 2, flow: 'F4', token: 'MOVE' },
  { members: [false, true], host: 'ALPHA', scenario: 3, flow: 'F5', token: 'MOVE' },
  { members: [false, true], host: 'BETA', scenario: 3, flow: 'F6', token: 'KEEP' },
  { members: [true, true], host: 'ALPHA', scenario: 4, flow: 'F7', token: 'BOTH' },
  { members: [true, true], host: 'BETA', scenario: 4, flow: 'F8', token: 'BOTH' },
] as const;

describe.each(FLOWS)('members in the US and Canada: $members, hosted by $host', (expected) => {
  const programs = pair(expected.members[0], expected.members[1]);

  it.each([
    ['the American', programs],
    ['the Canadian', programs.toReversed() as [ProgramMembership, ProgramMembership]],
  ])('SCN-1, SCN-2, SCN-3: reads the same from %s side', (_, seen) => {
    expect(scenarioOf(seen)).toBe(expected.scenario);
    expect(flowNameOf(seen, expected.host)).toBe(expected.flow);
    expect(linkFlowOf(seen, expected.host)).toBe(expected.token);
  });
});

it('SCN-4: an application for one program alone is standalone, whoever is a member', () => {
  expect(applicationKindOf(pair(true, false), true)).toBe('STANDALONE');
  expect(applicationKindOf(pair(true, false), false)).toBe(2);
});

it('numbers any two programs in one order, whichever is named first', () => {
  const program = fc.record({
    code: fc.string(),
    country: fc.constantFrom('US', 'CA', 'MX', 'JP', 'AE', 'ZW'),
  });
  fc.assert(
    fc.property(program, program, (one, other) => {
      fc.pre(one.country !== other.country);
      expect(inNumberedOrder([one, other])).toEqual(inNumberedOrder([other, one]));
    }),
  );
});
