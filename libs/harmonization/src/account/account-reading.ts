import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import type { ProgramProfile } from '../domain/program-profile';
import { isDisputed, holdsToken } from '../domain/link/token';
import type { Link } from '../linking/link.entity';
import { Links, withData } from '../linking/links';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import type { Account } from './account.entity';
import { AccountFactsKind } from './account-facts-kind';
import { AccountStanding } from './account-standing';
import { accountView, type AccountView } from './account-view';
import { Accounts } from './accounts';

/** Reads accounts: a carrier its own, staff any. Someone else's account answers as if it did not exist. */
@Injectable()
export class ReadAccounts {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly links: Links,
    private readonly facts: AccountFactsKind,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async own(caller: Caller): Promise<AccountView[]> {
    const tx = this.db.source.manager;
    const views: AccountView[] = [];
    for (const accountNumber of await this.accounts.accessible(tx, caller)) views.push(await this.view(tx, accountNumber));
    return views;
  }

  async one(caller: Caller, accountNumber: string): Promise<AccountView> {
    const tx = this.db.source.manager;
    if (!(await this.accounts.mayAct(tx, caller, accountNumber))) throw new RefusedError({ code: 'NOT_FOUND' });
    return this.view(tx, accountNumber);
  }

  /** For staff of this program. */
  async any(accountNumber: string): Promise<AccountView> {
    return this.view(this.db.source.manager, accountNumber);
  }

  private async view(tx: Tx, accountNumber: string): Promise<AccountView> {
    const account = await this.accounts.find(tx, accountNumber);
    if (!account) throw new RefusedError({ code: 'NOT_FOUND' });
    const [link] = await this.links.liveOf(tx, [accountNumber], []);
    const isHidden = link && isDisputed(withData(link.copy, account.shared));
    return accountView(
      {
        account,
        history: await this.standing.statusHistory(tx, accountNumber),
        dates: await this.standing.dates(tx, accountNumber),
        verifications: await this.accounts.verifications(tx, accountNumber),
        link: link && this.linkOf(link, account),
        peer: link && !isHidden ? await this.facts.heardOf(tx, link.linkId) : undefined,
      },
      this.profile,
    );
  }

  private linkOf(link: Link, account: Account): { linkId: string; host: string; editable: boolean } {
    const isApplicant = this.standing.wireStatus(account) === 'APPLICANT';
    return { linkId: link.linkId, host: link.host, editable: !isApplicant && holdsToken(withData(link.copy, account.shared)) };
  }
}
