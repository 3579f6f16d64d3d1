import fc from 'fast-check';
import { inNumberedOrder } from './program-pair';
import { applicationKindOf, flowNameOf, linkFlowOf, scenarioOf, type ProgramMembership } from './scenario';

const pair = (usMember: boolean, caMember: boolean): [ProgramMembership, ProgramMembership] => [
  { code: 'ALPHA', country: 'US', member: usMember },
  { code: 'BETA', country: 'CA', member: caMember },
];

const FLOWS = [
  [false, false, 'ALPHA', 1, 'F1', 'KEEP'],
  [false, false, 'BETA', 1, 'F2', 'KEEP'],
  [true, false, 'ALPHA', 2, 'F3', 'KEEP'],
  [true, false, 'BETA', 2, 'F4', 'MOVE'],
  [false, true, 'ALPHA', 3, 'F5', 'MOVE'],
  [false, true, 'BETA', 3, 'F6', 'KEEP'],
  [true, true, 'ALPHA', 4, 'F7', 'BOTH'],
  [true, true, 'BETA', 4, 'F8', 'BOTH'],
] as const;

describe.each(FLOWS)(
  'a member in the US: %s, in Canada: %s, hosted by %s',
  (usMember, caMember, host, scenario, flow, linkFlow) => {
    it.each([
      ['the American', pair(usMember, caMember)],
      ['the Canadian', pair(usMember, caMember).toReversed() as [ProgramMembership, ProgramMembership]],
    ])('SCN-1, SCN-2, SCN-3: reads the same from %s side', (_, programs) => {
      expect(scenarioOf(programs)).toBe(scenario);
      expect(flowNameOf(programs, host)).toBe(flow);
      expect(linkFlowOf(programs, host)).toBe(linkFlow);
    });
  },
);

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
