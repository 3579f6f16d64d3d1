import type { ProgramDecision } from './application-record';
import type { LifeCycle } from './life-cycle';
import { isMember } from './wire-status';

/**
 * ACC-8: the own statuses that a rebuilt account is brought through, after the one of review: an approved applicant has been a member
 * of the lowest rank (what came later the account's facts tell); anything else the program's decision does not tell.
 */
export function rebuiltPath({ wire }: LifeCycle, decision: ProgramDecision | undefined): readonly string[] {
  if (decision?.outcome !== 'APPROVED') return [];
  const lowest = Object.keys(wire).find((status) => isMember(wire[status] ?? 'APPLICANT'));
  return lowest === undefined ? [] : [lowest];
}

const OPENED_BY = /^application:(.+)$/;

/**
 * ID-10: an account is opened before anything speaks of it. One that was opened by an application made after the application or link
 * that speaks of its number is another carrier's, to whom the number was given again. Ids are ordered by the time they were made.
 */
export function isOpenedSince(source: string, speaker: string): boolean {
  const openedBy = OPENED_BY.exec(source)?.[1];
  return openedBy !== undefined && openedBy > speaker;
}
