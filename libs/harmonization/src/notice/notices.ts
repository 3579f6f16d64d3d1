import { Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import type { Account, AccountStatusChange } from '../account/account.entity';
import type { Bilingual, ProgramProfile } from '../domain/program-profile';
import type { ReasonCode } from '../domain/reason-codes';
import { InjectProgram } from '../program/program';
import { Notice } from './notice.entity';
import { statusNotice } from './status-notice';

interface NoticeDraft {
  readonly kind: string;
  readonly text: Bilingual;
  readonly facts?: Record<string, unknown>;
  readonly accountNumber?: string;
  readonly applicationId?: string;
  readonly login?: string;
  readonly email?: string;
}

/** Notices to carriers, written in the transaction of what they tell (ground rule 7). */
@Injectable()
export class Notices {
  constructor(
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Answers the notice's id; it is mailed by itself. */
  async write(tx: Tx, draft: NoticeDraft): Promise<string> {
    const id = uuidv7();
    await tx.insert(Notice, {
      id,
      accountNumber: draft.accountNumber ?? null,
      applicationId: draft.applicationId ?? null,
      login: draft.login ?? null,
      email: draft.email ?? null,
      kind: draft.kind,
      text: draft.text,
      facts: draft.facts ?? {},
      at: this.clock.now(),
    } as Notice);
    return id;
  }

  /** The carrier learns of a change of its status, with its reason and what it may do, before or when anyone else can read it. */
  async statusChanged(tx: Tx, account: Account, told: StatusNews): Promise<void> {
    const { before, change, reason, worse } = told;
    const { kind, text, facts } = statusNotice(this.profile, change, reason, worse);
    await this.write(tx, {
      kind,
      accountNumber: account.accountNumber,
      email: primaryEmailOf(account),
      facts: { before, after: change.status, reasonCode: change.reasonCode ?? undefined, worse, ...facts },
      text,
    });
  }
}

export interface StatusNews {
  readonly before: string;
  readonly change: AccountStatusChange;
  readonly reason: ReasonCode | undefined;
  readonly worse: boolean;
}

/** Where the account's own contact is written to. */
export const primaryEmailOf = (account: Account): string | undefined =>
  account.shared.contacts.find((contact) => contact.isPrimaryContact)?.email.toLowerCase();
