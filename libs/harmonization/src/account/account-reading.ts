import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { rowsOf, statement } from '@platform/database/statement';
import { holdsToken, isDisputed } from '../domain/link/token';
import type { ProgramProfile } from '../domain/program-profile';
import type { SharedData } from '../domain/shared-data';
import type { StoredCopy } from '../linking/link.entity';
import { copyOf } from '../linking/links';
import { InjectProgram } from '../program/program';
import { Hosts } from '../program/hosts';
import { RefusedError } from '../refusal/refused.error';
import type { Account } from './account.entity';
import {
  accountHostedElsewhere,
  accountView,
  type AccountHostedElsewhere,
  type AccountView,
  peerFacts,
  type PeerAccountFacts,
  type VerifiedFact,
  type StoredSibling,
} from './account-view';

interface AccountRow extends Pick<
  Account,
  'accountNumber' | 'lineOfBusiness' | 'recordRole' | 'status' | 'version' | 'shared' | 'separationPending'
> {
  /** The account's own former values, where they are to be shown instead of the other company's. */
  archive: SharedData | null;
  linkId: string | null;
  host: string | null;
  copy: StoredCopy | null;
  peer: PeerAccountFacts | null;
  history: AccountView['history'] | null;
  dates: { name: string; on: string; source: string }[] | null;
  verifications: ({ subject: string } & VerifiedFact)[] | null;
  siblings: StoredSibling[] | null;
}

// One round trip for everything that the answer holds; of each date the newest row is the present value.
const READ = `
  SELECT a.account_number AS "accountNumber", a.line_of_business AS "lineOfBusiness", a.record_role AS "recordRole", a.status, a.version,
    a.shared, a.separation_pending AS "separationPending", l.link_id AS "linkId", l.host, l.copy, h.record AS peer,
    CASE WHEN l.copy->'own'->'pauses' @> '["DISPUTED"]' OR l.copy->'mirror'->'pauses' @> '["DISPUTED"]' THEN l.archive END AS archive,
    (SELECT json_agg(json_build_object('status', c.status, 'on', c.effective_on, 'reasonCode', c.reason_code, 'source', c.source) ORDER BY c.id)
       FROM account_status_change c WHERE c.account_number = a.account_number) AS history,
    (SELECT json_agg(json_build_object('name', d.name, 'on', d.value, 'source', d.source)) FROM (SELECT DISTINCT ON (name) name, value, source
       FROM account_date_change WHERE account_number = a.account_number ORDER BY name, id DESC) d) AS dates,
    (SELECT json_agg(json_build_object('subject', v.subject, 'outcome', v.outcome, 'on', v.verified_on))
       FROM account_verification v WHERE v.account_number = a.account_number) AS verifications,
    (SELECT json_agg(json_build_object('accountNumber', s.account_number, 'lineOfBusiness', s.line_of_business, 'status', s.status))
       FROM trade_account_member m
         JOIN trade_account_member o ON o.trade_account_id = m.trade_account_id AND o.account_number <> m.account_number
         JOIN account s ON s.account_number = o.account_number
       WHERE m.account_number = a.account_number) AS siblings
  FROM account a
    LEFT JOIN link l ON l.local_account_number = a.account_number AND l.live
    LEFT JOIN heard_record h ON h.kind = 'account' AND h.subject = l.link_id::text`;

const READ_ANY = statement(`${READ} WHERE a.account_number = $1`);
const READ_OWN = statement(`${READ} WHERE a.account_number = $1
  AND EXISTS (SELECT 1 FROM account_access x WHERE x.account_number = a.account_number AND (x.login = $2 OR x.email = $3))`);
const READ_ALL_OWN = statement(`${READ} WHERE a.account_number IN
  (SELECT account_number FROM account_access WHERE login = $1 OR email = $2) ORDER BY a.account_number LIMIT 200`);

/** Reads accounts: a carrier its own, staff any. Someone else's account answers as if it did not exist. */
@Injectable()
export class ReadAccounts {
  constructor(
    private readonly db: Database,
    private readonly hosts: Hosts,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** The caller's accounts, at most 200. */
  async own(caller: Caller): Promise<(AccountView | AccountHostedElsewhere)[]> {
    const rows = await rowsOf<AccountRow>(this.db.source, READ_ALL_OWN, [caller.subject, emailOf(caller)]);
    return rows.map((row) => {
      const host = hostElsewhere(row);
      return host
        ? accountHostedElsewhere(row, this.hosts.addressOf(host), this.profile)
        : this.view(row, 'CARRIER');
    });
  }

  /** NOT_FOUND for an account that is not the caller's; HOSTED_ELSEWHERE where only the limited views are left of it here (VIEW-1). */
  async one(caller: Caller, accountNumber: string): Promise<AccountView> {
    const [row] = await rowsOf<AccountRow>(this.db.source, READ_OWN, [
      accountNumber,
      caller.subject,
      emailOf(caller),
    ]);
    const host = row && hostElsewhere(row);
    if (host) throw this.hosts.elsewhere(host);
    return this.view(row, 'CARRIER');
  }

  /** For staff of this program. */
  async any(accountNumber: string): Promise<AccountView> {
    const [row] = await rowsOf<AccountRow>(this.db.source, READ_ANY, [accountNumber]);
    return this.view(row, 'STAFF');
  }

  private view(row: AccountRow | undefined, reader: 'CARRIER' | 'STAFF'): AccountView {
    if (!row) throw new RefusedError({ code: 'NOT_FOUND' });
    const copy = row.copy && copyOf({ copy: row.copy }, row.shared);
    const isApplicant = this.profile.lifeCycle.wire[row.status] === 'APPLICANT';
    // DISP-2: the carrier sees its own archive and status, nothing of the other company; staff, who decide, see all.
    const isHidden = reader === 'CARRIER' && copy !== null && isDisputed(copy);
    return accountView(
      {
        account: isHidden && row.archive ? { ...row, shared: row.archive } : row,
        history: row.history ?? [],
        dates: row.dates ?? [],
        verifications: row.verifications ?? [],
        siblings: row.siblings ?? [],
        link: copy
          ? {
              linkId: copy.own.linkId,
              host: copy.own.host,
              editable: !isApplicant && holdsToken(copy) && !(isHidden && row.archive),
            }
          : undefined,
        peer: copy && !isHidden && row.peer ? peerFacts(row.peer) : undefined,
      },
      this.profile,
    );
  }
}

const emailOf = ({ email }: Caller): string | null => email?.toLowerCase() ?? null;

/** The host of an account that is the client's of its link; while it is disputed the carrier sees its own archive here. */
function hostElsewhere({ recordRole, host, copy, shared }: AccountRow): string | undefined {
  if (recordRole !== 'CLIENT' || !host || !copy) return undefined;
  return isDisputed(copyOf({ copy }, shared)) ? undefined : host;
}
