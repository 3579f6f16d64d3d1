import type { Flow } from './link/record';
import { inNumberedOrder, type ProgramCountry } from './program-pair';

export type Scenario = 1 | 2 | 3 | 4;
export type FlowName = 'F1' | 'F2' | 'F3' | 'F4' | 'F5' | 'F6' | 'F7' | 'F8';

/** A program and whether the carrier is its member now. */
export interface ProgramMembership extends ProgramCountry {
  readonly member: boolean;
}

/** SCN-1: 1 new to both, 2 a member of the first program joins the second, 3 the reverse, 4 an active member of both. */
export function scenarioOf(programs: readonly [ProgramMembership, ProgramMembership]): Scenario {
  const [first, second] = inNumberedOrder(programs);
  if (first.member) return second.member ? 4 : 2;
  return second.member ? 3 : 1;
}

const FLOWS: Readonly<Record<Scenario, readonly [FlowName, FlowName]>> = {
  1: ['F1', 'F2'],
  2: ['F3', 'F4'],
  3: ['F5', 'F6'],
  4: ['F7', 'F8'],
};

/** SCN-2: each scenario has two flows: the first program hosts, or the second. */
export function flowNameOf(
  programs: readonly [ProgramMembership, ProgramMembership],
  host: string,
): FlowName {
  const [hostedByFirst, hostedBySecond] = FLOWS[scenarioOf(programs)];
  return inNumberedOrder(programs)[0].code === host ? hostedByFirst : hostedBySecond;
}

/**
 * SCN-3: who holds the right to edit at the start. New to both, or the host's own member: the host keeps it. The other
 * program's member: it moves to the host. Member of both: each has its own.
 */
export function linkFlowOf(programs: readonly [ProgramMembership, ProgramMembership], host: string): Flow {
  const members = programs.filter(({ member }) => member);
  if (members.length === 2) return 'BOTH';
  return members.some(({ code }) => code !== host) ? 'MOVE' : 'KEEP';
}

/** What a carrier asks for: an application for one program only is none of the scenarios and links nothing. */
export type ApplicationKind = Scenario | 'STANDALONE';

/** SCN-4: an application for one program alone (offered after R7, or asked for) is standalone, whoever is a member. */
export const applicationKindOf = (
  programs: readonly [ProgramMembership, ProgramMembership],
  standalone: boolean,
): ApplicationKind => (standalone ? 'STANDALONE' : scenarioOf(programs));
