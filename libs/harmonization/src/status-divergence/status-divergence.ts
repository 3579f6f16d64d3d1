import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { AccountFactsKind, type HeardFacts } from '../account/account-facts-kind';
import { AccountStanding } from '../account/account-standing';
import { Accounts } from '../account/accounts';
import type { Account } from '../account/account.entity';
import type { PeerAccountFacts } from '../account/account-view';
import { asPeer, asSystem, type ActingParty } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { StaffCase } from '../casework/staff-case.entity';
import { isLive } from '../domain/link/token';
import type { ProgramProfile } from '../domain/program-profile';
import { diverges, isSameSuspension, isToldHere } from '../domain/status-divergence';
import { isWorse } from '../domain/wire-status';
import { LinkLedger } from '../linking/link-ledger';
import { Notices, primaryEmailOf } from '../notice/notices';
import { InjectProgram } from '../program/program';
import { partnerStatusNotice } from './partner-status-notice';
import { serviceReason } from '../domain/service-reasons';

/** How a case says that what it was about is over. */
export const OVER = 'OVER';

/**
 * What follows here from a status at the other program: the carrier is told in the transaction that applies the fact, staff get a
 * case while a member here is suspended there, and no status changes by itself.
 */
@Injectable()
export class StatusDivergence implements OnModuleInit {
  constructor(
    private readonly facts: AccountFactsKind,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly ledger: LinkLedger,
    private readonly cases: Cases,
    private readonly notices: Notices,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** The other's word, the own status and the end of the link may each begin or end a divergence. */
  onModuleInit(): void {
    this.facts.onHeard(async (tx, heard) => {
      await this.tellCarrier(tx, heard);
      const isNews = heard.before?.wireStatus !== heard.after.wireStatus;
      await this.settle(tx, { ...heard, isNews }, asPeer(this.profile.peer.code));
    });
    this.standing.follow(async (tx, account) => {
      const linkId = await this.ledger.liveLinkOf(tx, account.accountNumber);
      if (linkId) await this.settle(tx, { linkId, account, isNews: false }, asSystem('account-standing'));
    });
    this.ledger.follow(async (tx, copies, by) => {
      for (const { own } of copies.filter((copy) => !isLive(copy))) {
        const open = await this.cases.openCase(tx, 'STATUS_DIVERGENCE', own.linkId);
        if (open) await this.close(tx, open, serviceReason('SERVICE_LINK_ENDED'), by);
      }
    });
  }

  private async settle(tx: Tx, looked: Looked, by: ActingParty): Promise<void> {
    const { linkId, account } = looked;
    const peer = await this.facts.heardOf(tx, linkId);
    const own = this.standing.wireStatus(account);
    const isLinked = (await this.ledger.liveLinkOf(tx, account.accountNumber)) === linkId;
    if (diverges({ own, peer: peer?.wireStatus, isLive: isLinked }) && peer)
      return this.open(tx, looked, peer, by);
    const open = await this.cases.openCase(tx, 'STATUS_DIVERGENCE', linkId);
    if (open) await this.close(tx, open, overBecause(own, peer), by);
  }

  private async open(
    tx: Tx,
    { linkId, account, isNews }: Looked,
    peer: PeerAccountFacts,
    by: ActingParty,
  ): Promise<void> {
    const suspension = { since: peer.statusSince, reasonCode: peer.reasonCode };
    const last = await tx.findOne(StaffCase, {
      where: { kind: 'STATUS_DIVERGENCE', subjectId: linkId },
      order: { id: 'DESC' },
    });
    const isAnswered = last?.state === 'RESOLVED' && last.resolution?.choice !== OVER;
    if (isAnswered && !isNews && isSameSuspension(last.facts, suspension)) return;
    const facts = {
      ...suspension,
      program: peer.program,
      accountNumber: account.accountNumber,
      ownStatus: account.status,
      peerAccountNumber: peer.accountNumber,
      peerStatus: peer.wireStatus,
      suspendedStatus: this.profile.lifeCycle.suspended,
    };
    await this.cases.open(
      tx,
      { kind: 'STATUS_DIVERGENCE', subjectKind: 'link', subjectId: linkId, facts },
      by,
    );
  }

  private async close(tx: Tx, row: StaffCase, reason: string, by: ActingParty): Promise<void> {
    await this.cases.resolve(tx, row, { choice: OVER, reason, resolvedBy: by.actor }, by);
  }

  /** Ground rule 7 at the other program: in the transaction that applies the fact. */
  private async tellCarrier(tx: Tx, { account, before, after }: HeardFacts): Promise<void> {
    if (!isToldHere(before?.wireStatus, after.wireStatus)) return;
    const worse = before !== undefined && isWorse(before.wireStatus, after.wireStatus);
    await this.notices.write(tx, {
      kind: worse ? 'PARTNER_STATUS_WORSENED' : 'PARTNER_STATUS_CHANGED',
      accountNumber: account.accountNumber,
      email: primaryEmailOf(account),
      text: partnerStatusNotice(this.profile, after, worse),
      facts: {
        program: after.program,
        before: before?.wireStatus,
        after: after.wireStatus,
        reasonCode: after.reasonCode,
      },
    });
  }

  /** Whether the own life cycle leads from a status to a suspension at all. */
  maySuspend(status: string): boolean {
    const { moves, suspended } = this.profile.lifeCycle;
    return (moves[status] ?? []).some(({ to }) => to === suspended);
  }

  /** An officer of this program suspends here too, in its own right and with its own reason. */
  async suspendHere(tx: Tx, accountNumber: string, by: ActingParty): Promise<void> {
    const account = await this.accounts.lock(tx, accountNumber);
    if (!account) return;
    await this.standing.move(tx, account, {
      to: this.profile.lifeCycle.suspended,
      as: 'OFFICER',
      by,
      source: 'case:STATUS_DIVERGENCE',
      reasonCode: 'SUSPENDED_BY_PARTNER',
    });
  }
}

/** A link that is looked at, and whether the other program's status is news. */
interface Looked {
  readonly linkId: string;
  readonly account: Account;
  readonly isNews: boolean;
}

const overBecause = (own: string, peer: PeerAccountFacts | undefined): string =>
  own === 'SUSPENDED'
    ? serviceReason('SERVICE_BOTH_SUSPENDED')
    : serviceReason('SERVICE_PEER_STATUS', peer?.wireStatus);
