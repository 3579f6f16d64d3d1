import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { isLive, isUndecided } from '../domain/link/token';
import { decisionOf, restoredStatus, wireTurn } from '../domain/wire-status';
import type { ProgramProfile } from '../domain/program-profile';
import { LinkLedger } from '../linking/link-ledger';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { Conversations } from '../record-sync/conversations';
import { RecordKind } from '../record-sync/record-kind';
import type { Account } from './account.entity';
import { asSystem } from '../audit/audit-log';
import { AccountStanding, RESTORED } from './account-standing';
import { Accounts } from './accounts';
import { RebuiltAccounts } from './rebuilt-accounts';
import { LEAVES_BOTH, type PeerAccountFacts } from './account-view';
import { WIRE_STATUSES } from '../domain/life-cycle';
import { isText, isUuid, oneOf, orAbsent, recordOf } from '../domain/record-shape';

const RESTORE = asSystem('restore');

export const ACCOUNT_FACTS_KIND = 'account';

const isAccountFacts = recordOf({
  accountNumber: isText,
  program: isText,
  wireStatus: oneOf(WIRE_STATUSES),
  statusSince: orAbsent(isText),
  reasonCode: orAbsent(isText),
  withdrawnFrom: orAbsent(oneOf(['BOTH'])),
});

/** A link as the facts about it name it. */
interface NamedLink {
  readonly linkId: string;
  readonly accountNumber: string;
}

/** What the peer has said of its account, before and now; the own account is locked. */
export interface HeardFacts {
  readonly linkId: string;
  readonly account: Account;
  readonly before: PeerAccountFacts | undefined;
  readonly after: PeerAccountFacts;
}

/** Told in the same transaction, after newer facts of the peer's account were heard about a link that is known here. */
export type HeardFactsFollower = (tx: Tx, heard: HeardFacts) => Promise<void>;

const LINKS = `SELECT link_id::text AS "linkId", local_account_number AS "accountNumber" FROM link WHERE link_id = ANY ($1::uuid[])`;
const HEARD_BEFORE = `SELECT subject, record FROM heard_record WHERE kind = $1 AND subject = ANY ($2)`;

/**
 * Program facts (domain §8): the own number, status, date and reason code of a linked account, and the outcome of the program's
 * own checks. They flow to the other side whatever happens to the link, paused or not, and are read-only there.
 */
@Injectable()
export class AccountFactsKind extends RecordKind implements OnModuleInit {
  readonly kind = ACCOUNT_FACTS_KIND;
  private readonly followers: HeardFactsFollower[] = [];

  constructor(
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly rebuilt: RebuiltAccounts,
    private readonly ledger: LinkLedger,
    private readonly conversations: Conversations,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super();
  }

  /** Said when the account's status changes, and as soon as a link names the account: a member's first word may already be its second. */
  onModuleInit(): void {
    this.standing.followFirst((tx, account) => this.sayOf(tx, account));
    this.ledger.follow(async (tx, copies) => {
      // Where the account's end has ended its link, that end is the last fact that the other side hears of it.
      for (const { own } of copies.filter((copy) => isUndecided(copy) || !isLive(copy))) {
        const account = await this.accounts.find(tx, own.accountNumber);
        if (account) await this.say(tx, own.linkId, account);
      }
    });
  }

  isWellFormed({ subject, record }: Envelope): boolean {
    return isUuid(subject) && isAccountFacts(record);
  }

  /** Registers a capability that must know of the peer's word on its account, in the transaction that hears it. */
  onHeard(follower: HeardFactsFollower): void {
    this.followers.push(follower);
  }

  /** The accounts are locked before the last word is read, so that each change is told of once, whichever batch brings it. */
  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    const linkIds = [...new Set(messages.map(({ subject }) => subject))];
    const links: NamedLink[] = await tx.query(LINKS, [linkIds]);
    const accounts = await this.accounts.lockAll(
      tx,
      links.map(({ accountNumber }) => accountNumber),
    );
    const before: { subject: string; record: PeerAccountFacts }[] = await tx.query(HEARD_BEFORE, [
      this.kind,
      linkIds,
    ]);
    return this.conversations.hear(tx, messages, async ({ subject, record }) => {
      const named = links.find(({ linkId }) => linkId === subject);
      const account = accounts.get(named?.accountNumber ?? '');
      const last = before.find((row) => row.subject === subject)?.record;
      const after = record as PeerAccountFacts;
      if (account) await this.tellFollowers(tx, { linkId: subject, account, before: last, after });
    });
  }

  /** B3: the status and the dates of which the peer had heard are rows of the history again, with source `RESTORED`. */
  override async takeBack(tx: Tx, linkId: string, record: object): Promise<boolean> {
    const { accountNumber } = record as PeerAccountFacts;
    await this.accounts.passNumber(tx, accountNumber);
    const isOfLink = await this.ledger.isOfAccount(tx, linkId, accountNumber);
    return isOfLink && (await this.recall(tx, record));
  }

  /** The same where the account is known to be the one that is meant. */
  async recall(tx: Tx, record: object): Promise<boolean> {
    const facts = record as PeerAccountFacts;
    const { accountNumber } = facts;
    const account = found(await this.accounts.lock(tx, accountNumber));
    const dated = await this.takeBackReview(tx, account, facts.lastAnnualReviewOn);
    const differed = await this.takeBackStatus(tx, account, facts);
    await this.takeBackVerifications(tx, account, facts.verifications);
    return (differed || dated) && !(await this.rebuilt.isRebuilt(tx, accountNumber));
  }

  /** Who had checked is not known any more. */
  private async takeBackVerifications(
    tx: Tx,
    { accountNumber }: Account,
    verifications: PeerAccountFacts['verifications'] = {},
  ): Promise<void> {
    const known = new Set(
      (await this.accounts.verifications(tx, accountNumber)).map(({ subject }) => subject),
    );
    for (const [subject, { outcome, on: verifiedOn }] of Object.entries(verifications))
      if (!known.has(subject))
        await this.accounts.storeVerification(tx, {
          ...{ accountNumber, subject, outcome, verifiedOn, verifiedBy: RESTORED },
        });
  }

  private async takeBackStatus(tx: Tx, account: Account, facts: PeerAccountFacts): Promise<boolean> {
    const history = await this.standing.statusHistory(tx, account.accountNumber);
    const statuses = history.map(({ status }) => status);
    const to = restoredStatus(this.profile.lifeCycle.wire, statuses, facts.wireStatus);
    if (to === undefined) return this.standing.wireStatus(account) !== facts.wireStatus;
    const { reasonCode, statusSince: effectiveOn } = facts;
    await this.standing.imported(tx, account, {
      ...{ to, as: 'SYSTEM' as const, by: RESTORE, reasonCode, effectiveOn },
      source: facts.withdrawnFrom === 'BOTH' ? LEAVES_BOTH : RESTORED,
    });
    return true;
  }

  private async takeBackReview(tx: Tx, account: Account, value: string | undefined): Promise<boolean> {
    const name = 'lastAnnualReviewOn';
    const known = (await this.standing.dates(tx, account.accountNumber)).find((date) => date.name === name);
    if (value === undefined || (known && known.value >= value)) return false;
    await this.standing.setDate(tx, account, { name, value, by: RESTORE, source: RESTORED });
    return true;
  }

  private async tellFollowers(tx: Tx, heard: HeardFacts): Promise<void> {
    for (const follower of this.followers) await follower(tx, heard);
  }

  async heardOf(tx: Tx, linkId: string): Promise<PeerAccountFacts | undefined> {
    return this.conversations.heard<PeerAccountFacts>(tx, this.kind, linkId);
  }

  /** Says the present facts of an account to the peer, if it has a live link. */
  async sayOf(tx: Tx, account: Account): Promise<void> {
    const linkId = await this.ledger.liveLinkOf(tx, account.accountNumber);
    if (linkId) await this.say(tx, linkId, account);
  }

  private async say(tx: Tx, linkId: string, account: Account): Promise<void> {
    const turn = wireTurn(await this.standing.statusHistory(tx, account.accountNumber));
    const verifications = await this.accounts.verifications(tx, account.accountNumber);
    const dates = await this.standing.dates(tx, account.accountNumber);
    const wireStatus = this.standing.wireStatus(account);
    const facts: PeerAccountFacts = {
      accountNumber: account.accountNumber,
      program: this.profile.code,
      wireStatus,
      decision: decisionOf(wireStatus),
      lastAnnualReviewOn: dates.find(({ name }) => name === 'lastAnnualReviewOn')?.value,
      statusSince: turn?.effectiveOn,
      reasonCode: turn?.reasonCode ?? undefined,
      withdrawnFrom: turn?.source === LEAVES_BOTH ? 'BOTH' : undefined,
      verifications: Object.fromEntries(
        verifications.map(({ subject, outcome, verifiedOn }) => [subject, { outcome, on: verifiedOn }]),
      ),
    };
    await this.conversations.say(tx, this.kind, linkId, facts);
  }
}
