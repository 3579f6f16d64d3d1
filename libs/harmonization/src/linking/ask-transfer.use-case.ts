import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import { AuditLog } from '../audit/audit-log';
import { isDelinkPending, isLive } from '../domain/link/token';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import { HostTransfers } from './host-transfers';
import { copyOf, Links } from './links';
import type { Link } from './link.entity';
import { ReadLinks } from './read-links';

/** The carrier or an officer asks to move the host of a link: a HOST_TRANSFER case opens in both services. */
@Injectable()
export class AskTransfer {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly links: Links,
    private readonly read: ReadLinks,
    private readonly transfers: HostTransfers,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Refuses: LINK_ENDED, LINK_PHASE where the link is not active or its end is asked for, NOT_FOUND. */
  async byCarrier(caller: Caller, linkId: string, reason: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.read.requireOwnAsOfficer(tx, caller, linkId);
      await this.ask(tx, caller, linkId, { by: 'CARRIER', reason });
    });
  }

  /** Refuses as `byCarrier` does. */
  async byStaff(officer: Caller, linkId: string, reason: string): Promise<void> {
    await this.db.transaction((tx) => this.ask(tx, officer, linkId, { by: 'STAFF', reason }));
  }

  private async ask(
    tx: Tx,
    caller: Caller,
    linkId: string,
    asked: { by: 'CARRIER' | 'STAFF'; reason: string },
  ): Promise<void> {
    const { localAccountNumber } = found(await this.links.find(tx, linkId));
    await this.accounts.lock(tx, localAccountNumber);
    const link = found(await this.links.find(tx, linkId));
    requireMovable(link);
    const by = { actor: caller.subject, role: caller.roles[0] ?? asked.by, reason: asked.reason };
    const after = { epoch: link.epoch, host: link.host };
    await this.audit.append(tx, [
      { by, action: 'link.transfer-asked', subjectKind: 'link', subjectId: linkId, after },
    ]);
    await this.transfers.ask(tx, link, { ...asked, askedAt: this.clock.now().toISOString() }, by);
  }
}

function requireMovable(link: Link): void {
  const copy = copyOf({ copy: link.copy }, undefined as never);
  const { phase, endReason } = copy.own;
  if (!isLive(copy)) throw new RefusedError({ code: 'LINK_ENDED', facts: { endReason } });
  if (phase !== 'ACTIVE' || isDelinkPending(copy))
    throw new RefusedError({
      code: 'LINK_PHASE',
      facts: { phase, delinkPending: isDelinkPending(copy), allowed: ['ACTIVE'] },
    });
}
