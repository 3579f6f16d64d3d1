import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountStanding } from '../account/account-standing';
import { asSystem } from '../audit/audit-log';
import { LinkLedger } from './link-ledger';

/** S1: a suspension, a reinstatement or the end of an account is a fact of its link, in the transaction of that change. */
@Injectable()
export class LinkAccountFollower implements OnModuleInit {
  constructor(
    private readonly standing: AccountStanding,
    private readonly ledger: LinkLedger,
  ) {}

  onModuleInit(): void {
    this.standing.follow(async (tx, { accountNumber }) => {
      const linkId = await this.ledger.liveLinkOf(tx, accountNumber);
      if (linkId) await this.ledger.reconsider(tx, linkId, asSystem('account-standing'));
    });
  }
}
