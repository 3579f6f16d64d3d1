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

/** What sessions have decided about accounts. */
interface AccountResults {
  readonly changes: readonly AccountChange[];
  /** One for each account whose data differ now. */
  readonly facts: readonly AuditFact[];
  /** HIST-3: by link, the pieces of shared data that differ now from what its account held. */
  readonly touched: ReadonlyMap<string, readonly string[]>;
}

/** The data are compared once: the audit, the link's history and what is stored rest on the same difference. */
export function accountResultsOf(sessions: readonly LinkSession[], by: ActingParty): AccountResults {
  const changes = new Map<string, AccountChange>();
  const facts: AuditFact[] = [];
  const touched = new Map<string, string[]>();
  for (const session of sessions)
    for (const { account, effects } of session.carriedOut()) {
      const { role, data } = effects;
      const change = data && differenceOf(account.shared, data);
      if (change) {
        facts.push({ by, action: 'account.changed', ...aboutAccount(account), ...change });
        if (account.accountNumber === session.copy?.own.accountNumber)
          touched.set(session.linkId, piecesChanged(change.before, change.after));
      }
      // Several links of one batch may touch an account: the last role counts, and data that any of them brought.
      const shared = change ? data : changes.get(account.accountNumber)?.shared;
      if (change || role !== account.recordRole)
        changes.set(account.accountNumber, { account, recordRole: role, shared });
    }
  return { changes: [...changes.values()], facts, touched };
}

/** As `changeOf`, or undefined where nothing differs. */
function differenceOf(before: SharedData, after: SharedData): DataChange | undefined {
  const change = changeOf(before, after);
  return Object.keys({ ...change.before, ...change.after }).length > 0 ? change : undefined;
}

type DataChange = Record<'before' | 'after', Partial<SharedData>>;

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
