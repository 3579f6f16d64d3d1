import { PairingSource } from '@messaging/pairing';
import type { KernelPart } from '../kernel-parts';
import { ChangePairing } from './change-pairing.use-cases';
import { OwnKeys } from './own-keys';
import { OwnKey, PeerKey, PeerPairing } from './pairing.entity';
import { PairingRows } from './pairing-rows';
import { PeersController, SigningKeysController } from './pairing.controllers';
import { PeerKeys } from './peer-keys';

/** The pairing with the other program and the keys of both, managed by two persons of headquarters. */
export const PAIRING_PART: KernelPart = {
  controllers: [PeersController, SigningKeysController],
  providers: [
    ChangePairing,
    OwnKeys,
    PeerKeys,
    PairingRows,
    { provide: PairingSource, useExisting: PairingRows },
  ],
  entities: [PeerPairing, PeerKey, OwnKey],
};
