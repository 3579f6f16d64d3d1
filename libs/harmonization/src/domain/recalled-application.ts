import type { ApplicationRecord, ApplicationState } from './application-record';

/** States in which the form has crossed, or may: the other program has answered and nothing waits for a proof. */
const FORM_CROSSES: ReadonlySet<ApplicationState> = new Set([
  'PENDING_STAFF',
  'HELD',
  'IN_REVIEW',
  'INFO_REQUESTED',
  'DECIDED',
]);

export const formMayCross = (state: ApplicationState): boolean => FORM_CROSSES.has(state);

/** What this side's own word on an application tells of where it stood; who wrote what, and the codes, never crossed. */
export type RecalledProgress = Omit<
  ApplicationRecord,
  'reference' | 'entry' | 'state' | 'form' | 'memberData' | 'accountNumber'
> & { readonly proofHere?: true; readonly proofThere?: true };

/**
 * APP-13: where an application stood, from this side's own word on it. Its form crosses only once control of every membership has
 * been proven: where it had crossed, nothing need be proven again; before that the carrier enters its code once more.
 */
export function recalledProgress(own: ApplicationRecord): RecalledProgress {
  const {
    reference: _reference,
    entry: _entry,
    state,
    form: _form,
    memberData: _memberData,
    accountNumber: _accountNumber,
    ...progress
  } = own;
  return formMayCross(state) ? { ...progress, proofHere: true, proofThere: true } : progress;
}
