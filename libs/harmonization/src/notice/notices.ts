import { Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import type { Account } from '../account/account.entity';
import type { Bilingual, ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { Notice } from './notice.entity';

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

  async write(tx: Tx, draft: NoticeDraft): Promise<void> {
    await tx.insert(Notice, {
      id: uuidv7(),
      accountNumber: draft.accountNumber ?? null,
      applicationId: draft.applicationId ?? null,
      login: draft.login ?? null,
      email: draft.email ?? null,
      kind: draft.kind,
      text: draft.text,
      facts: draft.facts ?? {},
      at: this.clock.now(),
    } as Notice);
  }

  /** The carrier learns of a change of its status, with the reason code, before or when anyone else can read it. */
  async statusChanged(
    tx: Tx,
    account: Account,
    change: { before: string; after: string; reasonCode?: string; worse: boolean },
  ): Promise<void> {
    const { name } = this.profile;
    const reason = change.reasonCode ? ` (${change.reasonCode})` : '';
    await this.write(tx, {
      kind: change.worse ? 'STATUS_WORSENED' : 'STATUS_CHANGED',
      accountNumber: account.accountNumber,
      email: primaryEmail(account),
      facts: { ...change },
      text: {
        en: `Your ${name.en} account ${account.accountNumber} is now ${change.after}${reason}.`,
        fr: `Votre compte ${account.accountNumber} du programme ${name.fr} est maintenant ${change.after}${reason}.`,
      },
    });
  }
}

const primaryEmail = (account: Account): string | undefined =>
  account.shared.contacts.find((contact) => contact.isPrimaryContact)?.email.toLowerCase();
