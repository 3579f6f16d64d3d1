import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock, dateIn } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { versionStale } from '@platform/http/entity-tag';
import { mergePatch } from '@platform/http/merge-patch';
import { AuditLog, changeOf, type ActingParty } from '../audit/audit-log';
import { holdOf, type DraftHold } from '../domain/edit-draft';
import { isDisputed } from '../domain/link/token';
import type { ImportSettings } from '../domain/member-import/import-settings';
import { normalizeForm } from '../domain/normalize-form';
import type { ProgramProfile } from '../domain/program-profile';
import { checkSharedData } from '../domain/shared-data-check';
import type { Identifiers, SharedData } from '../domain/shared-data';
import type { EditDraft } from '../edit-draft/edit-draft.entity';
import { EditDrafts } from '../edit-draft/edit-drafts';
import { LinkLedger } from '../linking/link-ledger';
import { copyOf, type HeldLink } from '../linking/links';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { Account } from './account.entity';
import { AccountStanding } from './account-standing';
import { Accounts } from './accounts';

/** An account and its live link, both locked. */
interface HeldAccount {
  readonly account: Account;
  readonly link: HeldLink | null;
}

/** What has become of an edit: applied, or kept as a draft. */
export type Edited = { readonly account: Account } | { readonly draft: EditDraft };

const UNDER_REVIEW = `SELECT 1 FROM validation WHERE account_number = $1 AND performed_here
  AND state IN ('IN_PROGRESS', 'REPORT_ISSUED', 'AWAITING_RESPONSE', 'RESPONSE_REVIEW') LIMIT 1`;

/** Told in the same transaction, after a carrier has edited its account. */
export type EditFollower = (tx: Tx, account: Account) => Promise<void>;

/** A carrier edits its shared data, where this program holds the right to edit; elsewhere the host's name is the answer. */
@Injectable()
export class EditAccount {
  private readonly followers: EditFollower[] = [];

  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly ledger: LinkLedger,
    private readonly drafts: EditDrafts,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  follow(follower: EditFollower): void {
    this.followers.push(follower);
  }

  /**
   * Applies a JSON Merge Patch to the shared data, or keeps it as a draft where it has to wait (DRAFT-1). The account's lock
   * serializes the edit with every change of the link, so an edit never commits after the right to edit has gone. Refuses:
   * HOSTED_ELSEWHERE, SEPARATION_PENDING, LINK_DISPUTED, DATA_INVALID, VERSION_STALE (412), NOT_FOUND.
   */
  async execute(
    caller: Caller,
    accountNumber: string,
    version: number,
    patch: Record<string, unknown>,
  ): Promise<Edited> {
    return this.db.transaction(async (tx) => {
      const isOwn = await this.accounts.mayAct(tx, caller, accountNumber);
      const held = isOwn ? await this.lock(tx, accountNumber) : undefined;
      if (!held) throw new RefusedError({ code: 'NOT_FOUND' });
      const hold = await this.holdOf(tx, held, patch);
      this.requireEditable(held, hold);
      if (held.account.version !== version) throw versionStale(held.account.version);
      const shared = this.checked(held.account, patch);
      const by = { actor: caller.subject, role: caller.roles[0] ?? 'CARRIER' };
      if (hold) {
        const linkId = held.link?.linkId;
        return { draft: await this.drafts.keep(tx, { accountNumber, linkId, hold, changes: patch }, by) };
      }
      await this.store(tx, held, shared, by);
      return { account: held.account };
    });
  }

  /** A draft becomes an edit, on the data of the present. Refuses as `execute` does, whatever the version. */
  async apply(
    tx: Tx,
    accountNumber: string,
    changes: Record<string, unknown>,
    by: ActingParty,
  ): Promise<void> {
    const held = await this.lock(tx, accountNumber);
    if (!held) throw new RefusedError({ code: 'NOT_FOUND' });
    this.requireEditable(held, undefined);
    await this.store(tx, held, this.checked(held.account, changes), by);
  }

  /** True where a review under way keeps the changes from being applied. */
  async isHeld(tx: Tx, accountNumber: string, changes: unknown): Promise<boolean> {
    const underReview = await this.isUnderReview(tx, accountNumber);
    return holdOf({ copy: undefined, underReview, changes }) !== undefined;
  }

  private async lock(tx: Tx, accountNumber: string): Promise<HeldAccount | undefined> {
    const account = await this.accounts.lock(tx, accountNumber);
    return account ? { account, link: await this.ledger.lockLive(tx, accountNumber) } : undefined;
  }

  private async holdOf(
    tx: Tx,
    { account, link }: HeldAccount,
    changes: unknown,
  ): Promise<DraftHold | undefined> {
    const copy = link ? copyOf({ copy: link.copy }, account.shared) : undefined;
    const mayBeReviewed = holdOf({ copy: undefined, underReview: true, changes }) !== undefined;
    const underReview = mayBeReviewed && (await this.isUnderReview(tx, account.accountNumber));
    return holdOf({ copy, underReview, changes });
  }

  /** From the visit to the outcome of this program's own validation. */
  private async isUnderReview(tx: Tx, accountNumber: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(UNDER_REVIEW, [accountNumber]);
    return rows.length > 0;
  }

  private requireEditable({ account, link }: HeldAccount, hold: DraftHold | undefined): void {
    if (link && hold !== 'MOVING') this.ledger.requireRightToEdit(link, account);
    if (account.separationPending) throw new RefusedError({ code: 'SEPARATION_PENDING' });
    if (link && showsArchive(link)) throw new RefusedError({ code: 'LINK_DISPUTED' });
    if (this.standing.wireStatus(account) === 'APPLICANT')
      throw new RefusedError({ code: 'APPLICATION_STATE', facts: { change: 'application' } });
  }

  private async store(tx: Tx, held: HeldAccount, shared: SharedData, by: ActingParty): Promise<void> {
    const { link, account } = held;
    if (link) await this.ledger.edit(tx, { link, account }, shared, by);
    else await this.storeAlone(tx, account, shared, by);
    for (const follower of this.followers) await follower(tx, account);
  }

  private async storeAlone(tx: Tx, account: Account, shared: SharedData, by: ActingParty): Promise<void> {
    const change = changeOf(account.shared, shared);
    await this.accounts.storeShared(tx, account, shared);
    const subject = { subjectKind: 'account' as const, subjectId: account.accountNumber };
    await this.audit.append(tx, [{ by, action: 'account.changed', ...subject, ...change }]);
  }

  private checked(account: Account, patch: unknown): SharedData {
    const shared = normalizeForm(mergePatch(account.shared, patch));
    const today = dateIn(this.profile.timeZone, this.clock.now());
    const requiredIdentifiers = identifiersAskedOf(account, shared, this.profile.memberImport);
    const findings = checkSharedData(shared, { today, requiredIdentifiers });
    if (findings.length > 0) throw new RefusedError({ code: 'DATA_INVALID' }, findings);
    return shared;
  }
}

/** FORM-15: those that it holds; and those that an imported record should have held, which the carrier's first edit completes. */
function identifiersAskedOf(
  { lineOfBusiness, shared }: Account,
  edited: SharedData,
  settings: ImportSettings,
): (keyof Identifiers)[] {
  const held = Object.keys(shared.identifiers) as (keyof Identifiers)[];
  const country = headquartersCountry(shared) ?? headquartersCountry(edited);
  return [...new Set([...held, ...settings.neededIdentifiers(lineOfBusiness, country)])];
}

const headquartersCountry = ({ addresses }: SharedData): string | undefined =>
  addresses.find(({ type }) => type === 'HEADQUARTERS')?.country;

/** DISP-2: the present data came from the company that is in dispute; who sees only its archive edits nothing. */
const showsArchive = ({ copy, hasArchive }: HeldLink): boolean =>
  hasArchive && isDisputed({ ...copy, data: undefined });
