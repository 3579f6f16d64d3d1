import type { PublicJwk } from '../signatures/keys';

/** What counts at this moment between this service and its peer; what is absent counts as the configuration says. */
export interface PairingFacts {
  /** False: nothing is sent to the peer, and nothing of it is taken. */
  readonly isOpen: boolean;
  readonly peerUrl?: string;
  /** Public keys of the peer, beside those that the configuration pins. */
  readonly trustedKeys: readonly PublicJwk[];
  /** Ids of keys of the peer that count no more, wherever else they are named. */
  readonly refusedKeys: readonly string[];
  /** Id of the own key that signs. */
  readonly signsWith?: string;
  /** Own public keys that the peer may meet: the next, the present and the former one. */
  readonly published: readonly PublicJwk[];
}

/** Who keeps the facts of the pairing; the application provides it in any module, or the configuration stands. */
export abstract class PairingSource {
  abstract read(): Promise<PairingFacts>;
}
