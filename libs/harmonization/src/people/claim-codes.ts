import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { MoreThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { CODE_PEPPER } from '../linking/link-codes';
import {
  CODE_HOURS,
  CODE_TRIES,
  keyedHash,
  newCode,
  normalizedCode,
  sameHash,
} from '../linking/one-time-code';
import { RefusedError } from '../refusal/refused.error';
import { AccountClaimCode } from './account-claim-code.entity';

const HOUR = 3_600_000;
/** Questions of one login within the life of a code, whichever accounts it names. */
const MOST_QUESTIONS = 10;
/** Mails to one contact in a day: whoever asks on cannot fill someone's mailbox. */
const MOST_MAILS = 3;

/** The table of claim codes: its only writer. */
@Injectable()
export class ClaimCodes {
  constructor(
    private readonly clock: Clock,
    @Inject(CODE_PEPPER) private readonly pepper: string,
  ) {}

  /** Refuses with CODE_TRIES_EXHAUSTED a login that asks for codes all the time. */
  async requireFewQuestions(tx: Tx, login: string): Promise<void> {
    const askedAt = MoreThan(this.hoursAgo(CODE_HOURS));
    if ((await tx.countBy(AccountClaimCode, { askedBy: login, askedAt })) >= MOST_QUESTIONS)
      throw new RefusedError({ code: 'CODE_TRIES_EXHAUSTED' });
  }

  /** True where the account's contact has been written to often enough today. */
  async isWrittenOut(tx: Tx, accountNumber: string): Promise<boolean> {
    const askedAt = MoreThan(this.hoursAgo(24));
    return (await tx.countBy(AccountClaimCode, { accountNumber, mailed: true, askedAt })) >= MOST_MAILS;
  }

  /** Makes a code, whether or not it is mailed; a mailed one voids the account's earlier ones. */
  async issue(
    tx: Tx,
    accountNumber: string,
    login: string,
    mailed: boolean,
  ): Promise<{ code: string; expiresAt: Date }> {
    const code = newCode();
    const askedAt = this.clock.now();
    const expiresAt = new Date(askedAt.getTime() + CODE_HOURS * HOUR);
    const codeHash = this.hash(accountNumber, code);
    const row = {
      id: uuidv7(),
      accountNumber,
      codeHash,
      askedBy: login,
      askedAt,
      expiresAt,
      mailed,
      tries: 0,
    };
    await tx.insert(AccountClaimCode, row);
    return { code, expiresAt };
  }

  /** True, once, where it is the code mailed last for the account, and live. */
  async accepts(tx: Tx, accountNumber: string, code: string): Promise<boolean> {
    const latest = await tx.findOne(AccountClaimCode, {
      where: { accountNumber, mailed: true },
      order: { askedAt: 'DESC', id: 'DESC' },
      lock: { mode: 'pessimistic_write' },
    });
    const hash = this.hash(accountNumber, code);
    const matches = sameHash(hash, latest?.codeHash ?? keyedHash(this.pepper, ''));
    if (!latest || !this.isUsable(latest)) return false;
    const change = matches ? { usedAt: this.clock.now() } : { tries: latest.tries + 1 };
    await tx.update(AccountClaimCode, { id: latest.id }, change);
    return matches;
  }

  private isUsable({ usedAt, tries, expiresAt }: AccountClaimCode): boolean {
    return usedAt === null && tries < CODE_TRIES && expiresAt > this.clock.now();
  }

  private hoursAgo(hours: number): Date {
    return new Date(this.clock.now().getTime() - hours * HOUR);
  }

  private hash(accountNumber: string, code: string): string {
    return keyedHash(this.pepper, `claim:${accountNumber}:${normalizedCode(code)}`);
  }
}
