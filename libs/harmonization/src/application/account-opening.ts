import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { dateIn, Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import type { Account } from '../account/account.entity';
import { AccountStanding } from '../account/account-standing';
import { Accounts } from '../account/accounts';
import { AuditLog, changeOf, type ActingParty } from '../audit/audit-log';
import { Consents } from '../consent/consents';
import type { ApplicationRecord } from '../domain/application-record';
import { assembleSharedData } from '../domain/assemble-data';
import type { ProgramProfile } from '../domain/program-profile';
import type { SharedData } from '../domain/shared-data';
import { InjectProgram } from '../program/program';
import type { Application } from './application.entity';
import { Applications } from './applications';
import { found } from '../refusal/found';

/** In review both programs hold an account of the carrier: a new one opened from the application, or the proven member's own. */
@Injectable()
export class AccountOpening {
  constructor(
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly applications: Applications,
    private readonly consents: Consents,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Opens the account, completes the member's, or follows the form while the program has not decided. Twice changes nothing. */
  async bringAccount(
    tx: Tx,
    application: Application,
    heard: ApplicationRecord | undefined,
    by: ActingParty,
  ): Promise<void> {
    if (application.progress.linksActiveMembers) return;
    const form = application.isEntry ? application.form : (heard?.form ?? {});
    if (!application.accountNumber)
      return this.open(tx, application, heard?.memberData ?? assembleSharedData(form), by);
    const account = found(await this.accounts.lock(tx, application.accountNumber));
    if (this.standing.wireStatus(account) === 'APPLICANT') {
      return this.follow(tx, account, heard?.memberData ?? assembleSharedData(form), by);
    }
    if (application.progress.supplementAdded) return;
    await this.follow(tx, account, assembleSharedData(form, account.shared), by);
    await this.applications.store(tx, application, {
      progress: { ...application.progress, supplementAdded: true },
    });
  }

  /**
   * Opens the account in the life cycle's first status and takes it into review. The officers named on the application may
   * act on it as soon as they prove their e-mail at this program's sign-in.
   */
  private async open(
    tx: Tx,
    application: Application,
    shared: SharedData | undefined,
    by: ActingParty,
  ): Promise<void> {
    if (!shared) return;
    const line =
      this.profile.accountLines[application.progress.lineOfBusiness] ?? application.progress.lineOfBusiness;
    const account = await this.accounts.open(tx, line, shared);
    const source = `application:${application.id}`;
    await this.standing.opened(tx, account, by, source);
    const { inReview, initial } = this.profile.lifeCycle;
    if (inReview !== initial)
      await this.standing.move(tx, account, { to: inReview, as: 'SYSTEM', by, source });
    await this.giveAccess(tx, application, account);
    await this.consents.bindToAccount(tx, application.id, account.accountNumber);
    await this.keepVerification(tx, application, account, by);
    const progress = { ...application.progress, supplementAdded: true };
    await this.applications.store(tx, application, { accountNumber: account.accountNumber, progress });
  }

  /** APP-12: an applicant's account mirrors the application; a member's account is edited itself. */
  private async follow(
    tx: Tx,
    account: Account,
    shared: SharedData | undefined,
    by: ActingParty,
  ): Promise<void> {
    if (!shared || isDeepStrictEqual(shared, account.shared)) return;
    const change = changeOf(account.shared, shared);
    await this.accounts.storeShared(tx, account, shared);
    const subject = { subjectKind: 'account' as const, subjectId: account.accountNumber };
    await this.audit.append(tx, [{ by, action: 'account.changed', ...subject, ...change }]);
  }

  private async giveAccess(tx: Tx, application: Application, account: Account): Promise<void> {
    const { accountNumber } = account;
    if (application.applicant)
      await this.accounts.giveAccess(tx, accountNumber, { login: application.applicant, role: 'OFFICER' });
    for (const { email, isCompanyOfficer } of account.shared.contacts) {
      if (isCompanyOfficer) await this.accounts.giveAccess(tx, accountNumber, { email, role: 'OFFICER' });
    }
  }

  private async keepVerification(
    tx: Tx,
    application: Application,
    account: Account,
    by: ActingParty,
  ): Promise<void> {
    const { headquarters: outcome } = application.progress;
    if (outcome === 'PENDING') return;
    const verifiedOn = dateIn(this.profile.timeZone, this.clock.now());
    await this.accounts.storeVerification(tx, {
      accountNumber: account.accountNumber,
      subject: 'headquarters',
      outcome,
      verifiedOn,
      verifiedBy: by.actor,
    });
  }
}
