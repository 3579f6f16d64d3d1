import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import { RebuiltAccounts } from '../account/rebuilt-accounts';
import { asSystem, AuditLog } from '../audit/audit-log';
import { isUndecided } from '../domain/link/token';
import { isText, isUuid, listOf, orAbsent, recordOf } from '../domain/record-shape';
import { LinkLedger } from '../linking/link-ledger';
import { Conversations } from '../record-sync/conversations';
import { RecordKind } from '../record-sync/record-kind';
import { Consents, type ConsentFact } from './consents';

export const CONSENT_KIND = 'consent';

interface ConsentRecord {
  accountNumber: string;
  consents: ConsentFact[];
}

const isConsentRecord = recordOf({
  accountNumber: isText,
  consents: listOf(
    recordOf({
      scope: isText,
      textVersion: isText,
      fields: listOf(isText),
      givenAt: isText,
      withdrawnAt: orAbsent(isText),
    }),
  ),
});

/** The consents of a linked account as facts to the other program: said when the link is made, and whenever they change. */
@Injectable()
export class ConsentKind extends RecordKind implements OnModuleInit {
  readonly kind = CONSENT_KIND;

  constructor(
    private readonly consents: Consents,
    private readonly accounts: Accounts,
    private readonly rebuilt: RebuiltAccounts,
    private readonly audit: AuditLog,
    private readonly ledger: LinkLedger,
    private readonly conversations: Conversations,
  ) {
    super();
  }

  onModuleInit(): void {
    this.ledger.follow(async (tx, copies) => {
      for (const { own } of copies.filter(isUndecided)) await this.say(tx, own.linkId, own.accountNumber);
    });
  }

  isWellFormed({ subject, record }: Envelope): boolean {
    return isUuid(subject) && isConsentRecord(record);
  }

  override async takeBack(tx: Tx, linkId: string, record: object): Promise<boolean> {
    const { accountNumber } = record as ConsentRecord;
    return (await this.ledger.isOfAccount(tx, linkId, accountNumber)) && (await this.recall(tx, record));
  }

  /** The same where the account is known to be the one that is meant. */
  async recall(tx: Tx, record: object): Promise<boolean> {
    const { accountNumber, consents } = record as ConsentRecord;
    await this.accounts.lock(tx, accountNumber);
    const changed: ConsentFact[] = [];
    for (const fact of consents)
      if (await this.consents.takeBack(tx, accountNumber, fact)) changed.push(fact);
    await this.audit.append(
      tx,
      changed.map((after) => ({
        by: asSystem('restore'),
        action: 'consent.restored',
        subjectKind: 'account',
        subjectId: accountNumber,
        after,
      })),
    );
    return changed.length > 0 && !(await this.rebuilt.isRebuilt(tx, accountNumber));
  }

  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    return this.conversations.hear(tx, messages, async () => {});
  }

  /** What the other program says that the carrier agreed to there. */
  async heardOf(tx: Tx, linkId: string): Promise<ConsentFact[]> {
    return (await this.conversations.heard<ConsentRecord>(tx, this.kind, linkId))?.consents ?? [];
  }

  async say(tx: Tx, linkId: string, accountNumber: string): Promise<void> {
    const rows = await this.consents.ofAccount(tx, accountNumber);
    const consents = rows.map(({ scope, textVersion, fields, givenAt, withdrawnAt }) => ({
      scope,
      textVersion,
      fields,
      givenAt: givenAt.toISOString(),
      withdrawnAt: withdrawnAt?.toISOString(),
    }));
    await this.conversations.say(tx, this.kind, linkId, { accountNumber, consents });
  }
}
