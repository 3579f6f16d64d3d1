import { Inject, Injectable } from '@nestjs/common';
import { MESSAGING_OPTIONS, type MessagingOptions } from '@messaging/messaging-options';
import type { PairingFacts, PairingSource } from '@messaging/pairing';
import { Database, type Tx } from '@platform/database';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { OwnKey, PeerKey, PeerPairing } from './pairing.entity';

/** What headquarters have decided of the pairing, as messages need it; where they have decided nothing the configuration stands. */
@Injectable()
export class PairingRows implements PairingSource {
  constructor(
    private readonly db: Database,
    @Inject(MESSAGING_OPTIONS) readonly options: MessagingOptions,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  get peer(): string {
    return this.profile.peer.code;
  }

  async read(): Promise<PairingFacts> {
    const { manager } = this.db.source;
    const [pairing, peerKeys, ownKeys] = await Promise.all([
      this.pairing(manager),
      this.peerKeys(manager),
      this.ownKeys(manager),
    ]);
    return {
      isOpen: pairing?.isOpen ?? true,
      peerUrl: pairing?.url ?? undefined,
      trustedKeys: peerKeys.filter(({ state }) => state === 'TRUSTED').map(({ publicKey }) => publicKey),
      refusedKeys: peerKeys.filter(({ state }) => state === 'RETIRED').map(({ keyId }) => keyId),
      signsWith: ownKeys.find(({ state }) => state === 'ACTIVE')?.keyId,
      published: ownKeys.filter(({ state }) => state !== 'RETIRED').map(({ publicKey }) => publicKey),
    };
  }

  async pairing(tx: Tx): Promise<PeerPairing | null> {
    return tx.findOneBy(PeerPairing, { peer: this.peer });
  }

  async peerKeys(tx: Tx): Promise<PeerKey[]> {
    return tx.find(PeerKey, { where: { peer: this.peer }, order: { since: 'ASC', keyId: 'ASC' } });
  }

  async ownKeys(tx: Tx): Promise<OwnKey[]> {
    return tx.find(OwnKey, { order: { since: 'ASC', keyId: 'ASC' } });
  }
}
