import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { EditAccount } from '../account/account-editing.use-case';
import { asSystem, type ActingParty } from '../audit/audit-log';
import type { LinkCopy } from '../domain/link/record';
import { isLive, isUndecided } from '../domain/link/token';
import { DifferencesKind } from '../linking/differences-kind';
import { LinkLedger } from '../linking/link-ledger';
import { UpheldDisputes } from '../linking/upheld-disputes';
import { ApplicationFlow } from './application-flow';
import { Applications } from './applications';
import { found } from '../refusal/found';

/** Reasons for which a link ended only because another one stood in its way. */
const GAVE_WAY = new Set(['FOLDED', 'BUSY', 'REHOST']);

/** Keeps an application's view of its link true, and proposes again where the proposal only gave way to another link. */
@Injectable()
export class ApplicationLinkFollower implements OnModuleInit {
  constructor(
    private readonly ledger: LinkLedger,
    private readonly disputes: UpheldDisputes,
    private readonly applications: Applications,
    private readonly flow: ApplicationFlow,
    private readonly differences: DifferencesKind,
    private readonly editing: EditAccount,
  ) {}

  onModuleInit(): void {
    this.disputes.follow((tx, { flow, applicationId }) => this.forgetIdentifiers(tx, flow, applicationId));
    this.differences.follow((tx, linkId) => this.settleOfLink(tx, linkId));
    // A member's data are said to the program that it joins each time they change in review (domain §8).
    this.editing.follow((tx, account) =>
      this.flow.settleOfAccount(tx, account.accountNumber, asSystem('account-editing')),
    );
    this.ledger.follow(async (tx, copies, by, changes) => {
      for (const { before, after } of changes)
        if (!before && isLive(after) && !isUndecided(after)) await this.keepLink(tx, after);
      for (const copy of copies) await this.followOne(tx, copy, by);
    });
  }

  private async settleOfLink(tx: Tx, linkId: string): Promise<void> {
    const rows: { id: string }[] = await tx.query(
      `SELECT id FROM application WHERE progress->>'linkId' = $1`,
      [linkId],
    );
    for (const { id } of rows) await this.flow.settle(tx, id, asSystem('differences'));
  }

  private async followOne(tx: Tx, copy: LinkCopy<unknown>, by: ActingParty): Promise<void> {
    if (isUndecided(copy)) return this.keepLink(tx, copy);
    if (isLive(copy)) return;
    if (GAVE_WAY.has(copy.own.endReason)) await this.waitFor(tx, copy, by);
    if (copy.mirror?.phase === 'ENDED') await this.proposeAgain(tx, copy.own.linkId, by);
  }

  private async keepLink(tx: Tx, { own }: LinkCopy<unknown>): Promise<void> {
    const row = own.applicationId ? await this.applications.lock(tx, own.applicationId) : null;
    if (!row || row.progress.linkId === own.linkId) return;
    await this.applications.store(tx, row, { progress: { ...row.progress, linkId: own.linkId } });
  }

  /** DISP-3: an application of scenario 4 is known by the member's identifiers, which here may be those of the other company. */
  private async forgetIdentifiers(tx: Tx, flow: string, applicationId: string): Promise<void> {
    const row = flow === 'BOTH' ? await this.applications.lock(tx, applicationId) : null;
    if (!row || Object.keys(row.progress.identifiers).length === 0) return;
    await this.applications.store(tx, row, { progress: { ...row.progress, identifiers: {} } });
  }

  private async waitFor(tx: Tx, { own }: LinkCopy<unknown>, by: ActingParty): Promise<void> {
    const row = own.applicationId ? await this.applications.lock(tx, own.applicationId) : null;
    if (!row || row.progress.linkId !== own.linkId) return;
    const blockedBy = own.blockedBy || undefined;
    await this.applications.store(tx, row, { progress: { ...row.progress, linkId: undefined, blockedBy } });
    if (!blockedBy) await this.flow.settle(tx, row.id, by);
  }

  private async proposeAgain(tx: Tx, endedLinkId: string, by: ActingParty): Promise<void> {
    const waiting: { id: string }[] = await tx.query(
      `SELECT id FROM application WHERE progress->>'blockedBy' = $1`,
      [endedLinkId],
    );
    for (const { id } of waiting) {
      const row = found(await this.applications.lock(tx, id));
      await this.applications.store(tx, row, { progress: { ...row.progress, blockedBy: undefined } });
      await this.flow.settle(tx, id, by);
    }
  }
}
