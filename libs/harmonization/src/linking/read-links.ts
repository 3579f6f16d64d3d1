import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { In } from 'typeorm';
import { Accounts } from '../account/accounts';
import { AuditEntry } from '../audit/audit-entry.entity';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { Link } from './link.entity';
import { linkView, type LinkView, type TimelineEntry } from './link-view';
import { copyOf } from './links';

/** Reads links: a carrier those of its own accounts, staff any. */
@Injectable()
export class ReadLinks {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async own(caller: Caller): Promise<LinkView[]> {
    const tx = this.db.source.manager;
    const localAccountNumber = In(await this.accounts.accessible(tx, caller));
    const rows = await tx.find(Link, { where: { localAccountNumber }, order: { linkId: 'DESC' }, take: 100 });
    return Promise.all(rows.map((row) => this.view(tx, row)));
  }

  /** NOT_FOUND for a link that is not of one of the caller's accounts. */
  async one(caller: Caller, linkId: string): Promise<LinkView> {
    const tx = this.db.source.manager;
    return this.view(tx, await this.requireOwn(tx, caller, linkId));
  }

  async any(linkId: string): Promise<LinkView> {
    const tx = this.db.source.manager;
    const row = await tx.findOneBy(Link, { linkId });
    if (!row) throw new RefusedError({ code: 'NOT_FOUND' });
    return this.view(tx, row);
  }

  async requireOwn(tx: Tx, caller: Caller, linkId: string): Promise<Link> {
    const row = await tx.findOneBy(Link, { linkId });
    if (!row || !(await this.accounts.mayAct(tx, caller, row.localAccountNumber)))
      throw new RefusedError({ code: 'NOT_FOUND' });
    return row;
  }

  private async view(tx: Tx, row: Link): Promise<LinkView> {
    return linkView(copyOf({ copy: row.copy }, undefined as never), await this.timeline(tx, row.linkId));
  }

  /** Who did what, when and why; a person is named to its own program only. */
  private async timeline(tx: Tx, linkId: string): Promise<TimelineEntry[]> {
    const rows = await tx.find(AuditEntry, {
      where: { subjectKind: 'link', subjectId: linkId },
      order: { id: 'ASC' },
    });
    return rows.map(({ at, actor, actorRole, action, reason }) => ({
      at,
      side: actorRole === 'PEER' ? this.profile.peer.code : this.profile.code,
      actor: actorRole,
      action: action + (actor.startsWith('peer:') ? ' (heard)' : ''),
      reason,
    }));
  }
}
