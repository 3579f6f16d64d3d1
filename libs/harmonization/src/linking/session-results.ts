import type { Envelope } from '@peer-contract/envelope';
import { v7 as uuidv7 } from 'uuid';
import type { Account } from '../account/account.entity';
import type { AccountChange } from '../account/accounts';
import { changeOf, type ActingParty, type AuditFact } from '../audit/audit-log';
import { piecesChanged } from '../domain/link-fields';
import type { LinkMessage } from '../domain/link/record';
import type { SharedData } from '../domain/shared-data';
import type { LinkSession } from './link-session';

export const LINK_KIND = 'link';

/** What sessions have decided about accounts: the rows to store, and an audit fact for each whose data differ now. */
export function accountChangesOf(
  sessions: readonly LinkSession[],
  by: ActingParty,
): { changes: AccountChange[]; facts: AuditFact[] } {
  const changes = new Map<string, AccountChange>();
  const facts: AuditFact[] = [];
  for (const { account, effects } of sessions.flatMap((session) => session.carriedOut())) {
    const { role, data } = effects;
    const change = data && changeOf(account.shared, data);
    const changed = change !== undefined && Object.keys({ ...change.before, ...change.after }).length > 0;
    if (changed) facts.push({ by, action: 'account.changed', ...aboutAccount(account), ...change });
    // Several links of one batch may touch an account: the last role counts, and data that any of them brought.
    const shared = changed ? data : changes.get(account.accountNumber)?.shared;
    if (changed || role !== account.recordRole)
      changes.set(account.accountNumber, { account, recordRole: role, shared });
  }
  return { changes: [...changes.values()], facts };
}

/** HIST-3: by link, the pieces of shared data that differ now from what the account held. */
export const fieldsTouched = (sessions: readonly LinkSession[]): Map<string, string[]> =>
  new Map(
    sessions.map((session) => [
      session.linkId,
      session
        .carriedOut()
        .filter(({ account }) => account.accountNumber === session.copy?.own.accountNumber)
        .flatMap(({ account, effects }) => (effects.data ? piecesChanged(account.shared, effects.data) : [])),
    ]),
  );

const aboutAccount = ({ accountNumber }: Account) => ({
  subjectKind: 'account' as const,
  subjectId: accountNumber,
});

/** One fact for each thing that the rules of the protocol did. */
export const auditFacts = (session: LinkSession, by: ActingParty): AuditFact[] =>
  session.audit.map(({ event, linkId, rule }) => {
    const copy = session.changed.get(linkId)?.after;
    const after = copy && {
      rule,
      phase: copy.own.phase,
      epoch: copy.own.epoch,
      host: copy.own.host,
      endReason: copy.own.endReason,
    };
    return { by, action: event, subjectKind: 'link', subjectId: linkId, after };
  });

/** The message that says a link's record. */
export function envelopeOf(message: LinkMessage<SharedData>): Envelope {
  const { linkId, incarnation, seq, heardIncarnation, heardSeq } = message.record;
  return {
    id: uuidv7(),
    kind: LINK_KIND,
    subject: linkId,
    incarnation,
    seq,
    heardIncarnation,
    heardSeq,
    record: message,
  };
}
