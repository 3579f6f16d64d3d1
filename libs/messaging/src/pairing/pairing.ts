import { Inject, Injectable, Logger } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';
import { keyId, type PrivateJwk, type PublicJwk } from '../signatures/keys';
import { PairingSource, type PairingFacts } from './pairing-source';

/** So long a process may go on with what another one has changed: a key is announced and retired with far more room than this. */
const FRESH_MS = 1_000;

const AS_CONFIGURED: PairingFacts = { isOpen: true, trustedKeys: [], refusedKeys: [], published: [] };

/** The pairing with the peer as it is now: read again, at most once a second, while someone needs it. */
@Injectable()
export class Pairing {
  private readonly log = new Logger(Pairing.name);
  private facts = AS_CONFIGURED;
  private readAt = -Infinity;
  private reading?: Promise<void>;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly modules: ModuleRef,
  ) {}

  async present(): Promise<PairingFacts> {
    if (Date.now() - this.readAt > FRESH_MS) {
      this.reading ??= this.read().finally(() => (this.reading = undefined));
      await this.reading;
    }
    return this.facts;
  }

  /** What this process has just changed counts in it at once. */
  forget(): void {
    this.readAt = -Infinity;
  }

  async peerUrl(): Promise<string> {
    return (await this.present()).peerUrl ?? this.options.peer.url;
  }

  /** The private keys that this process was given; only their public halves are known to anyone else. */
  heldKeys(): readonly PrivateJwk[] {
    return [this.options.signingKey, ...(this.options.furtherSigningKeys ?? [])];
  }

  /** The key that signs now. A process that was not given it signs with the configured one, so that it still can be heard. */
  async signingKey(): Promise<PrivateJwk> {
    const { signsWith } = await this.present();
    return this.heldKeys().find((jwk) => keyId(jwk) === signsWith) ?? this.options.signingKey;
  }

  /** Each key that this service signs with, has signed with lately or will sign with next, once. */
  async published(): Promise<readonly PublicJwk[]> {
    const { published } = await this.present();
    const keys = [await this.signingKey(), ...published, ...(this.options.otherKeys ?? [])];
    return [...new Map(keys.map((jwk) => [keyId(jwk), jwk])).values()];
  }

  /** While the source cannot be read, what was read last stays: its outage must not change whom we believe. */
  private async read(): Promise<void> {
    try {
      this.facts = (await this.source()?.read()) ?? AS_CONFIGURED;
    } catch (error) {
      this.log.warn(`The pairing could not be read: ${(error as Error).message}`);
    } finally {
      this.readAt = Date.now();
    }
  }

  /** Found when it is needed: its own parts may need the outbox, which is built with this. */
  private source(): PairingSource | undefined {
    try {
      return this.modules.get(PairingSource, { strict: false });
    } catch {
      return undefined;
    }
  }
}
