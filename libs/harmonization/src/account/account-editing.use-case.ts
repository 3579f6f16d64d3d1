import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock, dateIn } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { versionStale } from '@platform/http/entity-tag';
import { mergePatch } from '@platform/http/merge-patch';
import { AuditLog, changeOf, type ActingParty } from '../audit/audit-log';
import { isDisputed } from '../domain/link/token';
import { normalizeForm } from '../domain/normalize-form';
import type { ProgramProfile } from '../domain/program-profile';
import { checkSharedData } from '../domain/shared-data-check';
import type { Identifiers, SharedData } from '../domain/shared-data';
import type { Link } from '../linking/link.entity';
import { LinkLedger } from '../linking/link-ledger';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { Account } from './account.entity';
import { AccountStanding } from './account-standing';
import { Accounts } from './accounts';

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
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  follow(follower: EditFollower): void {
    this.followers.push(follower);
  }

  /**
   * Applies a JSON Merge Patch to the shared data. The account's lock serializes the edit with every change of the link, so an
   * edit never commits after the right to edit has gone. Refuses: HOSTED_ELSEWHERE, DATA_INVALID, VERSION_STALE (412), NOT_FOUND.
   */
  async execute(caller: Caller, accountNumber: string, version: number, patch: unknown): Promise<Account> {
    return this.db.transaction(async (tx) => {
      const account = (await this.accounts.mayAct(tx, caller, accountNumber))
        ? await this.accounts.lock(tx, accountNumber)
        : null;
      if (!account) throw new RefusedError({ code: 'NOT_FOUND' });
      const link = await this.ledger.lockLive(tx, accountNumber);
      if (link) this.ledger.requireRightToEdit(link, account);
      if (account.separationPending) throw new RefusedError({ code: 'SEPARATION_PENDING' });
      if (link && showsArchive(link)) throw new RefusedError({ code: 'LINK_DISPUTED' });
      if (account.version !== version) throw versionStale(account.version);
      if (this.standing.wireStatus(account) === 'APPLICANT')
        throw new RefusedError({ code: 'APPLICATION_STATE', facts: { change: 'application' } });
      const shared = this.checked(account, patch);
      await this.store(tx, { link, account }, shared, {
        actor: caller.subject,
        role: caller.roles[0] ?? 'CARRIER',
      });
      for (const follower of this.followers) await follower(tx, account);
      return account;
    });
  }

  private async store(
    tx: Tx,
    { link, account }: { link: Link | null; account: Account },
    shared: SharedData,
    by: ActingParty,
  ): Promise<void> {
    if (link) return this.ledger.edit(tx, { link, account }, shared, by);
    const change = changeOf(account.shared, shared);
    await this.accounts.storeShared(tx, account, shared);
    const subject = { subjectKind: 'account' as const, subjectId: account.accountNumber };
    await this.audit.append(tx, [{ by, action: 'account.changed', ...subject, ...change }]);
  }

  private checked(account: Account, patch: unknown): SharedData {
    const shared = normalizeForm(mergePatch(account.shared, patch));
    const today = dateIn(this.profile.timeZone, this.clock.now());
    const requiredIdentifiers = Object.keys(account.shared.identifiers) as (keyof Identifiers)[];
    const findings = checkSharedData(shared, { today, requiredIdentifiers });
    if (findings.length > 0) throw new RefusedError({ code: 'DATA_INVALID' }, findings);
    return shared;
  }
}

/** DISP-2: the present data came from the company that is in dispute; who sees only its archive edits nothing. */
const showsArchive = ({ copy, kept }: Link): boolean =>
  kept?.archive !== undefined && isDisputed({ ...copy, data: undefined });
