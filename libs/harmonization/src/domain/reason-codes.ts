import type { Bilingual } from './bilingual';
import { accept, refuse, type Decision } from './decision';

/** One reason of a program's closed list, and the statuses that it can explain (`PRIOR`: a return to the status before). */
export interface ReasonCode {
  readonly code: string;
  readonly label: Bilingual;
  readonly explains: readonly string[];
}

/** ACC-4: a reason is a code of the program's closed list, one that can explain the status; the refusal names those that can. */
export function checkReason(
  codes: readonly ReasonCode[],
  to: string,
  code: string | undefined,
): Decision<ReasonCode | undefined> {
  if (code === undefined) return accept(undefined);
  const allowed = codes.filter(({ explains }) => explains.includes(to));
  const listed = allowed.find((reason) => reason.code === code);
  return listed
    ? accept(listed)
    : refuse('REASON_NOT_LISTED', { to, allowed: allowed.map((each) => each.code) });
}
