import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { In } from 'typeorm';
import { Accounts } from '../account/accounts';
import { linkState, type LinkState } from '../domain/link-history';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import { LinkHistory } from './link-history';
import type { LinkHistoryEntry } from './link-history.entity';
import { Link } from './link.entity';
import {
  disputedView,
  isHiddenState,
  linkView,
  timelineOf,
  type DisputedLinkView,
  type LinkTermsView,
  type LinkView,
} from './link-view';
import { copyOf } from './links';

/** Reads links: a carrier those of its own accounts, staff any. */
@Injectable()
export class ReadLinks {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly history: LinkHistory,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async own(caller: Caller): Promise<(LinkView | DisputedLinkView)[]> {
    const tx = this.db.source.manager;
    const localAccountNumber = In(await this.accounts.accessible(tx, caller));
    const rows = await tx.find(Link, { where: { localAccountNumber }, order: { linkId: 'DESC' }, take: 100 });
    return Promise.all(rows.map((row) => this.forCarrier(tx, row)));
  }

  /** With a date, as the link stood at its end. NOT_FOUND for a link that is not of one of the caller's accounts, or not yet. */
  async one(caller: Caller, linkId: string, asOf?: string): Promise<LinkView | DisputedLinkView> {
    const tx = this.db.source.manager;
    return this.forCarrier(tx, await this.requireOwn(tx, caller, linkId), asOf);
  }

  async any(linkId: string, asOf?: string): Promise<LinkView> {
    const tx = this.db.source.manager;
    const row = found(await tx.findOneBy(Link, { linkId }));
    return this.view(row, await this.history.until(tx, linkId, asOf), { asOf, namesPeople: true });
  }

  /** The same for what only a company officer may do: NOT_ALLOWED for a user of the account. */
  async requireOwnAsOfficer(tx: Tx, caller: Caller, linkId: string): Promise<Link> {
    const row = await this.requireOwn(tx, caller, linkId);
    await this.accounts.requireOfficer(tx, caller, row.localAccountNumber);
    return row;
  }

  async requireOwn(tx: Tx, caller: Caller, linkId: string): Promise<Link> {
    const row = await tx.findOneBy(Link, { linkId });
    if (!row || !(await this.accounts.mayAct(tx, caller, row.localAccountNumber)))
      throw new RefusedError({ code: 'NOT_FOUND' });
    return row;
  }

  /** The same for what tells an officer of the other company. Refuses with LINK_DISPUTED while that is hidden (DISP-2). */
  async requireShown(tx: Tx, caller: Caller, linkId: string): Promise<Link> {
    const row = await this.requireOwnAsOfficer(tx, caller, linkId);
    if (isHiddenState(presentState(row))) throw new RefusedError({ code: 'LINK_DISPUTED' });
    return row;
  }

  /** While a link is disputed, its past is hidden with its present. */
  private async forCarrier(tx: Tx, row: Link, asOf?: string): Promise<LinkView | DisputedLinkView> {
    const present = presentState(row);
    if (isHiddenState(present)) return disputedView(termsOf(row), present);
    return this.view(row, await this.history.until(tx, row.linkId, asOf), { asOf, namesPeople: false });
  }

  private view(
    row: Link,
    entries: LinkHistoryEntry[],
    { asOf, namesPeople }: { asOf?: string; namesPeople: boolean },
  ): LinkView {
    const programs = { self: this.profile.code, peer: this.profile.peer.code };
    const state = asOf ? found(entries.at(-1)).state : presentState(row);
    const timeline = timelineOf(entries, programs, namesPeople);
    return { ...linkView(termsOf(row), state, programs), ...(asOf ? { asOf } : {}), timeline };
  }
}

const presentState = ({ copy }: Link): LinkState => linkState(copyOf({ copy }, undefined as never));

const termsOf = ({ linkId, copy: { own } }: Link): LinkTermsView => ({
  linkId,
  flow: own.flow,
  accountNumber: own.accountNumber,
  peerAccountNumber: own.peerAccountNumber,
  applicationId: own.applicationId || undefined,
});
