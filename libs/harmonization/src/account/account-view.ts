import type { ProgramProfile } from '../domain/program-profile';
import type { SharedData } from '../domain/shared-data';
import type { WireStatus } from '../domain/life-cycle';
import type { Account, AccountDateChange, AccountStatusChange, AccountVerification } from './account.entity';

/** A program fact of the other side, as last heard: read-only here. */
export interface PeerAccountFacts {
  accountNumber: string;
  program: string;
  wireStatus: WireStatus;
  status: string;
  statusSince: string;
  reasonCode?: string;
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
  linkId?: string;
  shared: SharedData;
  dates: Record<string, { on: string; source: string }>;
  verifications: Record<string, { outcome: string; on: string }>;
  history: { status: string; on: string; reasonCode: string | null; source: string }[];
  peer?: PeerAccountFacts;
  version: number;
}

export interface AccountParts {
  readonly account: Account;
  readonly history: readonly AccountStatusChange[];
  readonly dates: readonly AccountDateChange[];
  readonly verifications: readonly AccountVerification[];
  readonly link?: { linkId: string; host: string; editable: boolean };
  readonly peer?: PeerAccountFacts;
}

export function accountView(parts: AccountParts, profile: ProgramProfile): AccountView {
  const { account, link } = parts;
  return {
    accountNumber: account.accountNumber,
    program: profile.code,
    lineOfBusiness: account.lineOfBusiness,
    recordRole: account.recordRole,
    status: account.status,
    wireStatus: profile.lifeCycle.wire[account.status]!,
    host: account.recordRole === 'CLIENT' && link ? link.host : profile.code,
    editable: link?.editable ?? profile.lifeCycle.wire[account.status] !== 'APPLICANT',
    linkId: link?.linkId,
    shared: account.shared,
    dates: Object.fromEntries(parts.dates.map(({ name, value, source }) => [name, { on: value, source }])),
    verifications: Object.fromEntries(parts.verifications.map(({ subject, outcome, verifiedOn }) => [subject, { outcome, on: verifiedOn }])),
    history: parts.history.map(({ status, effectiveOn, reasonCode, source }) => ({ status, on: effectiveOn, reasonCode, source })),
    peer: parts.peer,
    version: account.version,
  };
}
