import type { Envelope } from '@peer-contract/envelope';
import { v7 as uuidv7 } from 'uuid';
import type { Account } from '../account/account.entity';
import type { AccountChange } from '../account/accounts';
import { changeOf, type ActingParty, type AuditFact } from '../audit/audit-log';
import { piecesChanged } from '../domain/link-fields';
import { onlyAcknowledges, type LinkMessage } from '../domain/link/record';
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

/** What one session has decided about one account. */
interface AccountResult {
  readonly linkId: string;
  readonly account: Account;
  /** The account is the link's own, not one that a fold sets free. */
  readonly isOwn: boolean;
  readonly recordRole: Account['recordRole'];
  readonly data?: SharedData;
  /** How `data` differ from what the account holds; undefined where they do not. */
  readonly difference?: Difference;
}

type Difference = Record<'before' | 'after', Partial<SharedData>>;

/** The data are compared once: the audit, the link's history and what is stored rest on the same difference. */
export function accountResultsOf(sessions: readonly LinkSession[], by: ActingParty): AccountResults {
  const results = sessions.flatMap(resultsOf);
  return {
    changes: changesOf(results),
    facts: results.flatMap(({ account, difference }) =>
      difference ? [{ by, action: 'account.changed', ...aboutAccount(account), ...difference }] : [],
    ),
    touched: new Map(
      results.flatMap(({ linkId, isOwn, difference }) =>
        difference && isOwn ? [[linkId, piecesChanged(difference.before, difference.after)]] : [],
      ),
    ),
  };
}

/** Several links of one batch may touch an account: the last role counts, and data that any of them brought. */
function changesOf(results: readonly AccountResult[]): AccountChange[] {
  const changes = new Map<string, AccountChange>();
  for (const { account, recordRole, data, difference } of results) {
    if (!difference && recordRole === account.recordRole) continue;
    const { accountNumber } = account;
    const brought = data && difference ? { shared: data, pieces: difference.after } : undefined;
    changes.set(accountNumber, { account, recordRole, data: brought ?? changes.get(accountNumber)?.data });
  }
  return [...changes.values()];
}

const resultsOf = (session: LinkSession): AccountResult[] =>
  session.carriedOut().map(({ account, effects: { role, data } }) => ({
    linkId: session.linkId,
    account,
    isOwn: account.accountNumber === session.copy?.own.accountNumber,
    recordRole: role,
    data,
    difference: data && differenceOf(account.shared, data),
  }));

/** As `changeOf`, or undefined where nothing differs. */
function differenceOf(before: SharedData, after: SharedData): Difference | undefined {
  const difference = changeOf(before, after);
  return Object.keys({ ...difference.before, ...difference.after }).length > 0 ? difference : undefined;
}

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

/** What the sessions say to the peer; apart from it what only acknowledges (LNK-3). */
export function wordsOf(sessions: readonly LinkSession[]): Record<'said' | 'acknowledged', Envelope[]> {
  const said: Envelope[] = [];
  const acknowledged: Envelope[] = [];
  for (const session of sessions) {
    for (const [linkId, message] of session.said) {
      const before = session.changed.get(linkId)?.before?.own;
      (onlyAcknowledges(message, before) ? acknowledged : said).push(envelopeOf(message));
    }
  }
  return { said, acknowledged };
}

/** The message that says a link's record. */
function envelopeOf(message: LinkMessage<SharedData>): Envelope {
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
