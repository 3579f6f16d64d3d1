import type { Account } from '../account/account.entity';
import type { ApplicationRecord } from '../domain/application-record';
import { isUnderReview } from '../domain/application-settlement';
import { projectShared } from '../domain/field-ownership';
import { formMayCross } from '../domain/recalled-application';
import type { Application } from './application.entity';

/**
 * What this side says of an application: all of it, or as much as may cross yet (domain §6: first the identifiers, the form
 * once the other program has answered; a proven member's data only to the program being joined).
 */
export function applicationRecord(application: Application, account: Account | null): ApplicationRecord {
  const { progress, state } = application;
  const formCrosses = application.isEntry && formMayCross(state);
  const dataCross =
    isUnderReview(state) && account !== null && progress.standing.active && !progress.linksActiveMembers;
  return {
    reference: application.reference,
    entry: progress.entry,
    state,
    identifiers: progress.identifiers,
    lineOfBusiness: progress.lineOfBusiness,
    standing: progress.standing,
    linksActiveMembers: progress.linksActiveMembers,
    supersededBy: progress.supersededBy,
    survivingReference: progress.survivingReference,
    form: formCrosses ? application.form : undefined,
    memberData: dataCross ? projectShared(account.shared) : undefined,
    determination: progress.determination,
    scenario: progress.scenario,
    accountNumber:
      isUnderReview(state) || state === 'DECIDED' ? (application.accountNumber ?? undefined) : undefined,
    headquarters: progress.headquarters,
    decision: progress.decision,
    infoRequest: progress.infoRequest,
    infoAnswered: progress.infoAnswered,
    termsDue: progress.termsDue,
    termsSignedAt: progress.termsSignedAt,
    acknowledgedAt: progress.acknowledgedAt,
  };
}
