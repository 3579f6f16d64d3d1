import type { KeyObject } from 'node:crypto';
import { isEd25519Jwk, keyId, publicKeyOf, type JwkSet } from './keys';

/** A withdrawn key stops counting this long after the peer's document drops it. */
const REFRESH_MS = 10 * 60_000;
/** An unknown key id asks the peer again at once, but a flood of forged ids must not become a flood of requests. */
const MIN_REFRESH_MS = 10_000;

/** Loads the document behind a pinned address; the HTTP client is the caller's. */
export type FetchJwkSet = (url: string) => Promise<JwkSet>;

/** The peer's public keys, pinned by configuration. Several are valid at once, so that rotation can overlap. */
export class PeerKeys {
  private keys = new Map<string, KeyObject>();
  private loadedAt = -Infinity;
  private triedAt = -Infinity;

  constructor(
    private readonly source: JwkSet | string,
    private readonly fetchSet: FetchJwkSet,
    private readonly now: () => number = Date.now,
  ) {
    if (typeof source !== 'string') this.take(source);
  }

  async find(id: string): Promise<KeyObject | undefined> {
    if (typeof this.source === 'string' && this.isRefreshDue(id)) await this.refresh(this.source);
    return this.keys.get(id);
  }

  private isRefreshDue(id: string): boolean {
    const isStale = !this.keys.has(id) || this.now() - this.loadedAt > REFRESH_MS;
    return isStale && this.now() - this.triedAt > MIN_REFRESH_MS;
  }

  /** While the peer cannot be asked, the keys heard last stay valid: its outage must not become ours. */
  private async refresh(url: string): Promise<void> {
    this.triedAt = this.now();
    const set = await this.fetchSet(url).catch(() => undefined);
    if (!set) return;
    this.take(set);
    this.loadedAt = this.now();
  }

  private take(set: JwkSet): void {
    this.keys = new Map(set.keys.filter(isEd25519Jwk).map((jwk) => [keyId(jwk), publicKeyOf(jwk)]));
  }
}
