import type { KeyObject } from 'node:crypto';
import { keyId, publicKeyOf } from '../signatures/keys';
import type { KeyFinder } from '../signatures/message-verifier';
import type { Pairing } from './pairing';

/** The peer's keys that count now: those pinned by configuration and those trusted since, without those that were retired. */
export class PairedKeys implements KeyFinder {
  constructor(
    private readonly pairing: Pairing,
    private readonly configured: KeyFinder,
  ) {}

  async find(id: string): Promise<KeyObject | undefined> {
    const { isOpen, trustedKeys, refusedKeys } = await this.pairing.present();
    if (!isOpen || refusedKeys.includes(id)) return undefined;
    const trusted = trustedKeys.find((jwk) => keyId(jwk) === id);
    return trusted ? publicKeyOf(trusted) : this.configured.find(id);
  }
}
