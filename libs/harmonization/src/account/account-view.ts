import type { Bilingual } from '../domain/bilingual';
import type { ProgramProfile } from '../domain/program-profile';
import { codeInWords } from '../domain/spoken-codes';
import type { SharedData } from '../domain/shared-data';
import { wireOf, type WireStatus } from '../domain/life-cycle';
import { warningsFor, type AccountWarning } from '../domain/trade-account';
import type { LinkDecision } from '../domain/link/record';
import { LIMITED_VIEWS, type LimitedView } from '../domain/limited-views';
import type { EditDraft } from '../edit-draft/edit-draft.entity';
import type { HostAddress } from '../program/hosts';
import type { Account, AccountVerification } from './account.entity';

/** What came of a check, and on which day. */
export interface VerifiedFact {
  outcome: AccountVerification['outcome'];
  on: string;
}

/** A program fact of the other side, as last heard: read-only here. */
export interface PeerAccountFacts {
  accountNumber: string;
  program: string;
  wireStatus: WireStatus;
  /** What its status is for the link. */
  decision?: LinkDecision;
  /** Since when it has this wire status. */
  statusSince?: string;
  reasonCode?: string;
  lastAnnualReviewOn?: string;
  /** The carrier has asked, there, to leave both programs. */
  withdrawnFrom?: 'BOTH';
  /** What that program has checked itself, by what was checked. */
  verifications?: Record<string, VerifiedFact>;
}

/** What is shown of a heard record: by name, so that nothing else that the other program says comes along. */
const SHOWN_FACTS = [
  'accountNumber',
  'program',
  'wireStatus',
  'decision',
  'statusSince',
  'reasonCode',
  'lastAnnualReviewOn',
  'withdrawnFrom',
  'verifications',
] as const satisfies readonly (keyof PeerAccountFacts)[];

export const peerFacts = (heard: PeerAccountFacts): PeerAccountFacts =>
  Object.fromEntries(SHOWN_FACTS.map((fact) => [fact, heard[fact]])) as unknown as PeerAccountFacts;

/** Source of a withdrawal by which the carrier leaves both programs. */
export const LEAVES_BOTH = 'carrier, from both programs';

/** A row of the history of statuses, with the reason as the program words it. */
export interface AccountTurn {
  status: string;
  on: string;
  reasonCode: string | null;
  reason: Bilingual | null;
  source: string;
}

/** What a reader of an account sees; `version` is its ETag. */
export interface AccountView {
  accountNumber: string;
  program: string;
  lineOfBusiness: string;
  recordRole: Account['recordRole'];
  status: string;
  wireStatus: WireStatus;
  /** Code of the program that hosts the account: this one unless the account is linked and hosted by the other. */
  host: string;
  editable: boolean;
  /** SEP-1: the former host has ended its account; read-only until this program's staff confirm that it stands alone. */
  separationPending: boolean;
  linkId?: string;
  shared: SharedData;
  dates: Record<string, { on: string; source: string }>;
  verifications: Record<string, VerifiedFact>;
  history: AccountTurn[];
  peer?: PeerAccountFacts;
  /** What puts the carrier's benefits at risk; it blocks nothing. */
  warnings: AccountWarning[];
  version: number;
}

/** What is left of an account in the list of its carrier where the other program hosts it: its own standing, and where to go. */
export interface AccountHostedElsewhere extends HostAddress {
  accountNumber: string;
  program: string;
  lineOfBusiness: string;
  recordRole: 'CLIENT';
  status: string;
  wireStatus: WireStatus;
  editable: false;
  linkId?: string;
  views: readonly LimitedView[];
  warnings: AccountWarning[];
}

/**
 * An edit that waits: the system of record is moving, or what it changes is under review.
 * @status 202
 */
export interface KeptDraft {
  draft: EditDraft;
}

export interface AccountParts {
  readonly account: Pick<
    Account,
    'accountNumber' | 'lineOfBusiness' | 'recordRole' | 'status' | 'version' | 'shared' | 'separationPending'
  >;
  readonly history: readonly Omit<AccountTurn, 'reason'>[];
  readonly dates: readonly { name: string; on: string; source: string }[];
  readonly verifications: readonly ({ subject: string } & VerifiedFact)[];
  readonly link?: { linkId: string; host: string; editable: boolean };
  readonly peer?: PeerAccountFacts;
  readonly siblings: readonly StoredSibling[];
}

/** Another account of the same company, with the program's own word for its status. */
export interface StoredSibling {
  readonly accountNumber: string;
  readonly lineOfBusiness: string;
  readonly status: string;
}

/** TRADE-3: what the carrier is warned of; only of an account that may be harmonized. */
function warningsOf(
  lineOfBusiness: string,
  siblings: readonly StoredSibling[],
  { accountLines, lifeCycle }: ProgramProfile,
): AccountWarning[] {
  if (!Object.values(accountLines).includes(lineOfBusiness)) return [];
  return warningsFor(siblings.map(({ status, ...row }) => ({ ...row, wire: wireOf(lifeCycle, status) })));
}

export function accountView(parts: AccountParts, profile: ProgramProfile): AccountView {
  const { account, link, history, peer } = parts;
  const wireStatus = wireOf(profile.lifeCycle, account.status);
  return {
    accountNumber: account.accountNumber,
    program: profile.code,
    lineOfBusiness: account.lineOfBusiness,
    recordRole: account.recordRole,
    status: account.status,
    wireStatus,
    host: account.recordRole === 'CLIENT' && link ? link.host : profile.code,
    editable: (link?.editable ?? wireStatus !== 'APPLICANT') && !account.separationPending,
    separationPending: account.separationPending,
    linkId: link?.linkId,
    shared: account.shared,
    dates: Object.fromEntries(parts.dates.map(({ name, on, source }) => [name, { on, source }])),
    verifications: Object.fromEntries(
      parts.verifications.map(({ subject, outcome, on }) => [subject, { outcome, on }]),
    ),
    history: history.map((turn) => ({
      ...turn,
      reason: turn.reasonCode ? codeInWords(profile, turn.reasonCode) : null,
    })),
    peer,
    warnings: warningsOf(account.lineOfBusiness, parts.siblings, profile),
    version: account.version,
  };
}

/** VIEW-1: the entry of a client's account in the list of its carrier. */
export function accountHostedElsewhere(
  account: Pick<Account, 'accountNumber' | 'lineOfBusiness' | 'status'> & {
    linkId: string | null;
    siblings: readonly StoredSibling[] | null;
  },
  address: HostAddress,
  profile: ProgramProfile,
): AccountHostedElsewhere {
  return {
    accountNumber: account.accountNumber,
    program: profile.code,
    lineOfBusiness: account.lineOfBusiness,
    recordRole: 'CLIENT',
    status: account.status,
    wireStatus: wireOf(profile.lifeCycle, account.status),
    ...address,
    editable: false,
    linkId: account.linkId ?? undefined,
    views: LIMITED_VIEWS,
    warnings: warningsOf(account.lineOfBusiness, account.siblings ?? [], profile),
  };
}
