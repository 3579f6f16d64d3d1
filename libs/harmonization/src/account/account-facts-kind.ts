import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { isUndecided } from '../domain/link/token';
import type { ProgramProfile } from '../domain/program-profile';
import { LinkLedger } from '../linking/link-ledger';
import { InjectProgram } from '../program/program';
import { Conversations } from '../record-sync/conversations';
import { RecordKind } from '../record-sync/record-kind';
import type { Account } from './account.entity';
import { AccountStanding } from './account-standing';
import { Accounts } from './accounts';
import type { PeerAccountFacts } from './account-view';
import { WIRE_STATUSES } from '../domain/life-cycle';
import { isText, isUuid, oneOf, recordOf } from '../domain/record-shape';

export const ACCOUNT_FACTS_KIND = 'account';

const isAccountFacts = recordOf({
  accountNumber: isText,
  program: isText,
  status: isText,
  wireStatus: oneOf(WIRE_STATUSES),
});

/**
 * Program facts (domain §8): the own number, status, date and reason code of a linked account, and the outcome of the program's
 * own checks. They flow to the other side whatever happens to the link, paused or not, and are read-only there.
 */
@Injectable()
export class AccountFactsKind extends RecordKind implements OnModuleInit {
  readonly kind = ACCOUNT_FACTS_KIND;

  constructor(
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly ledger: LinkLedger,
    private readonly conversations: Conversations,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super();
  }

  /** Said when the account's status changes, and as soon as a link names the account: a member's first word may already be its second. */
  onModuleInit(): void {
    this.standing.follow(async (tx, account) => {
      const linkId = await this.ledger.liveLinkOf(tx, account.accountNumber);
      if (linkId) await this.say(tx, linkId, account);
    });
    this.ledger.follow(async (tx, copies) => {
      for (const { own } of copies.filter(isUndecided)) {
        const account = await this.accounts.find(tx, own.accountNumber);
        if (account) await this.say(tx, own.linkId, account);
      }
    });
  }

  isWellFormed({ subject, record }: Envelope): boolean {
    return isUuid(subject) && isAccountFacts(record);
  }

  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    return this.conversations.hear(tx, messages, async () => {});
  }

  async heardOf(tx: Tx, linkId: string): Promise<PeerAccountFacts | undefined> {
    return this.conversations.heard<PeerAccountFacts>(tx, this.kind, linkId);
  }

  private async say(tx: Tx, linkId: string, account: Account): Promise<void> {
    const last = (await this.standing.statusHistory(tx, account.accountNumber)).at(-1);
    const verifications = await this.accounts.verifications(tx, account.accountNumber);
    const facts = {
      accountNumber: account.accountNumber,
      program: this.profile.code,
      status: account.status,
      wireStatus: this.standing.wireStatus(account),
      statusSince: last?.effectiveOn,
      reasonCode: last?.reasonCode ?? undefined,
      verifications: Object.fromEntries(
        verifications.map(({ subject, outcome, verifiedOn }) => [subject, { outcome, on: verifiedOn }]),
      ),
    };
    await this.conversations.say(tx, this.kind, linkId, facts);
  }
}
