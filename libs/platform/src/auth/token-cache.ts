import { createHash } from 'node:crypto';
import type { Caller } from './caller';

/** Milliseconds that a verified token is believed without looking again: how long a revoked key may live on here. */
const BELIEVED_FOR = 5 * 60_000;

/** Tokens verified lately, by SHA-256: never the token itself. The oldest give way when it is full. */
export class TokenCache {
  private readonly known = new Map<string, { caller: Caller; until: number }>();

  constructor(private readonly size: number) {}

  find(token: string, now: number): Caller | undefined {
    if (this.size === 0) return undefined;
    const found = this.known.get(fingerprint(token));
    return found && found.until > now ? found.caller : undefined;
  }

  /** `expiresAt` in milliseconds. */
  remember(token: string, caller: Caller, expiresAt: number, now: number): void {
    if (this.size === 0) return;
    const key = fingerprint(token);
    this.known.delete(key);
    this.known.set(key, { caller, until: Math.min(expiresAt, now + BELIEVED_FOR) });
    if (this.known.size > this.size) this.known.delete(this.known.keys().next().value as string);
  }
}

const fingerprint = (token: string): string => createHash('sha256').update(token).digest('base64');
