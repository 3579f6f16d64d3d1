import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { IsNull, MoreThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { RefusedError } from '../refusal/refused.error';
import { LinkCode } from './link-code.entity';
import { CODE_HOURS, CODE_TRIES, keyedHash, newCode, normalizedCode, sameHash } from './one-time-code';

/** Nest token of the secret that keys the stored hashes. */
export const CODE_PEPPER = Symbol('CODE_PEPPER');

/** What crosses in place of a code: its hash, bound to the account it is said to belong to. */
export const codeProof = (accountNumber: string, code: string): string =>
  createHash('sha256')
    .update(`link-code:${accountNumber}:${normalizedCode(code)}`)
    .digest('base64url');

/** One-time codes that show control of a membership at this program (domain §6). */
@Injectable()
export class LinkCodes {
  constructor(
    private readonly clock: Clock,
    @Inject(CODE_PEPPER) private readonly pepper: string,
  ) {}

  /** Makes a code; an earlier one of the account is void from then on. The code itself is shown once and never kept. */
  async issue(tx: Tx, accountNumber: string, login: string): Promise<{ code: string; expiresAt: Date }> {
    const code = newCode();
    const issuedAt = this.clock.now();
    const expiresAt = new Date(issuedAt.getTime() + CODE_HOURS * 3_600_000);
    const codeHash = this.keyed(codeProof(accountNumber, code));
    await tx.insert(LinkCode, {
      id: uuidv7(),
      accountNumber,
      codeHash,
      issuedBy: login,
      issuedAt,
      expiresAt,
      tries: 0,
    });
    return { code, expiresAt };
  }

  /** True where the proof is that of the account's present code. Unknown, wrong, used and expired are not told apart. */
  async accepts(tx: Tx, accountNumber: string, proof: string, usedFor: string): Promise<boolean> {
    const latest = await tx.findOne(LinkCode, {
      where: { accountNumber },
      order: { issuedAt: 'DESC', id: 'DESC' },
      lock: { mode: 'pessimistic_write' },
    });
    const matches = sameHash(this.keyed(proof), latest?.codeHash ?? this.keyed(''));
    if (!latest || !this.isUsable(latest)) return false;
    const changed = matches ? { usedAt: this.clock.now(), usedFor } : { tries: latest.tries + 1 };
    await tx.update(LinkCode, { id: latest.id }, changed);
    return matches;
  }

  /** Ends every unused code of the account: who asked for it no longer answers for the company. */
  async voidAll(tx: Tx, accountNumber: string): Promise<void> {
    const expiresAt = this.clock.now();
    await tx.update(
      LinkCode,
      { accountNumber, usedAt: IsNull(), expiresAt: MoreThan(expiresAt) },
      { expiresAt },
    );
  }

  /** Number of the account whose code proved control for an application, or undefined. */
  async accountProvenFor(tx: Tx, applicationId: string): Promise<string | undefined> {
    return (await tx.findOneBy(LinkCode, { usedFor: applicationId }))?.accountNumber;
  }

  /** Counts one try of a login; refuses with CODE_TRIES_EXHAUSTED after five within the life of a code. */
  async countTry(tx: Tx, login: string): Promise<void> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - CODE_HOURS * 3_600_000);
    const [{ n }]: [{ n: number }] = await tx.query(
      'SELECT count(*) AS n FROM link_code_try WHERE login = $1 AND at > $2',
      [login, since],
    );
    if (n >= CODE_TRIES) throw new RefusedError({ code: 'CODE_TRIES_EXHAUSTED' });
    await tx.query('INSERT INTO link_code_try (login, at) VALUES ($1, $2)', [login, now]);
  }

  /** A try that succeeded does not count against the login: it may link its other companies. */
  async forgetTries(tx: Tx, login: string): Promise<void> {
    await tx.query('DELETE FROM link_code_try WHERE login = $1', [login]);
  }

  private isUsable(code: LinkCode): boolean {
    return code.usedAt === null && code.tries < CODE_TRIES && code.expiresAt > this.clock.now();
  }

  private keyed(proof: string): string {
    return keyedHash(this.pepper, proof);
  }
}
