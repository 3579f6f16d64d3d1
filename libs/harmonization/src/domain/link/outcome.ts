import type { AccountEffect, LinkAudit, LinkAuditEvent, LinkOutcome } from './event';
import type { LinkCopy } from './record';
import { hasChanged, messageOf, numbered } from './say';
import type { Moment } from './settle-rule';
import { settle } from './settle';
import { recordRole } from './token';

/** A copy before and after one step. `before` is missing where the step created it. */
interface Change<D> {
  readonly before: LinkCopy<D> | undefined;
  readonly after: LinkCopy<D>;
}

export const NOTHING: LinkOutcome<never> = {
  copies: [],
  say: [],
  audit: [],
  accounts: [],
  askAbout: [],
  cases: [],
};

export const audited = (event: LinkAuditEvent, linkId: string, rule: string): LinkAudit => ({
  event,
  linkId,
  rule,
});

const hasLost = <D>({ before, after }: Change<D>): boolean =>
  before?.archive !== undefined && after.archive === undefined;

/** What a step makes of the account's data, and of its former values. */
const dataEffect = <D>(change: Change<D>): Pick<AccountEffect<D>, 'data' | 'archive' | 'replicaDeleted'> => {
  const { before, after } = change;
  return {
    ...(before && before.data !== after.data && { data: after.data }),
    ...(after.archive !== undefined && before?.archive !== after.archive && { archive: after.archive }),
    ...(hasLost(change) && { replicaDeleted: true as const }),
  };
};

/** What the shell must do to the local account; nothing where the account is not touched. */
function accountEffect<D>(change: Change<D>): AccountEffect<D> | undefined {
  const { before, after } = change;
  const role = recordRole(after);
  const effect = dataEffect(change);
  const isTouched = Object.keys(effect).length > 0 || role !== (before ? recordRole(before) : 'STANDALONE');
  return isTouched ? { accountNumber: after.own.accountNumber, role, ...effect } : undefined;
}

/** Numbers a changed copy and says it where it changed (protocol §1), or where `again` wants it said anyway. */
export function outcomeOf<D>(change: Change<D>, audit: readonly LinkAudit[], again = false): LinkOutcome<D> {
  const copy = numbered(change.before, change.after);
  const account = accountEffect({ before: change.before, after: copy });
  return {
    ...NOTHING,
    copies: copy === change.before ? [] : [copy],
    say: again || hasChanged(change.before, copy) ? [messageOf(copy)] : [],
    audit,
    accounts: account ? [account] : [],
  };
}

/** Settles what a command or a merge left, then sums up. */
export function settledOutcome<D>(
  change: Change<D>,
  moment: Moment<D>,
  audit: readonly LinkAudit[],
): LinkOutcome<D> {
  const settled = settle(change.after, moment);
  return outcomeOf({ before: change.before, after: settled.copy }, [...audit, ...settled.audit]);
}

/** Two outcomes of one transaction. */
export const joined = <D>(one: LinkOutcome<D>, other: LinkOutcome<D>): LinkOutcome<D> => ({
  ...one,
  copies: [...one.copies, ...other.copies],
  say: [...one.say, ...other.say],
  audit: [...one.audit, ...other.audit],
  accounts: [...one.accounts, ...other.accounts],
  askAbout: [...one.askAbout, ...other.askAbout],
  cases: [...one.cases, ...other.cases],
});
