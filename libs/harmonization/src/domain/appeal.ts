import { addDays, isAfter, type IsoDate } from './calendar';
import { accept, refuse, type Decision } from './decision';

/** How long a carrier may appeal and a program may take, in calendar days. */
export interface AppealTerms {
  /** Statuses that can be appealed. */
  readonly against: readonly string[];
  readonly days: number;
  /** A shorter time for some reasons, such as false information. */
  readonly daysByReason?: Readonly<Record<string, number>>;
  readonly decisionDays: number;
}

/** The decision that an account stands under: the newest row of its history. */
export interface AdverseAction {
  readonly status: string;
  readonly effectiveOn: IsoDate;
  readonly reasonCode?: string;
}

/** APL-1: an appeal is filed within the program's days after the action, fewer where its reason says so; the last day counts. */
export const appealDeadline = (terms: AppealTerms, { effectiveOn, reasonCode }: AdverseAction): IsoDate =>
  addDays(effectiveOn, terms.daysByReason?.[reasonCode ?? ''] ?? terms.days);

/** APL-2: an appeal is decided within the program's days after it was filed; a late decision is staff's duty, never the clock's. */
export const appealDecisionDue = (terms: AppealTerms, filedOn: IsoDate): IsoDate =>
  addDays(filedOn, terms.decisionDays);

export interface AppealFacts {
  readonly action: AdverseAction | undefined;
  readonly today: IsoDate;
  /** The present action has an appeal that is not decided, or one that is. */
  readonly appealed?: 'OPEN' | 'DECIDED';
}

/** APL-3: each action is appealed once, while the account stands under it and the time lasts. Answers the deadline. */
export function checkAppeal(terms: AppealTerms, { action, today, appealed }: AppealFacts): Decision<IsoDate> {
  if (!action || !terms.against.includes(action.status) || appealed === 'DECIDED')
    return refuse('APPEAL_NOT_POSSIBLE', { status: action?.status, against: terms.against });
  if (appealed === 'OPEN') return refuse('APPEAL_OPEN');
  const deadline = appealDeadline(terms, action);
  return isAfter(today, deadline) ? refuse('APPEAL_TOO_LATE', { deadline, today }) : accept(deadline);
}

/** APL-4: an upheld appeal returns the account only from the action that it was about; one overtaken by another changes nothing. */
export const returnsAccount = (appealedChangeId: string, presentChangeId: string | undefined): boolean =>
  appealedChangeId === presentChangeId;
