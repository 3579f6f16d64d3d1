import { Inject, Injectable } from '@nestjs/common';
import { MESSAGING_OPTIONS, type MessagingOptions } from '@messaging/messaging-options';
import type { PairingFacts, PairingSource } from '@messaging/pairing';
import { Database, type Tx } from '@platform/database';
import { rowsOf, statement } from '@platform/database/statement';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { OwnKey, PeerKey, PeerPairing } from './pairing.entity';

// One statement: it is read once a second by every process that says or hears something.
const FACTS = statement(`
  SELECT (SELECT is_open FROM peer_pairing WHERE peer = $1) AS "isOpen",
    (SELECT url FROM peer_pairing WHERE peer = $1) AS "peerUrl",
    (SELECT jsonb_agg(public_key) FROM peer_key WHERE peer = $1 AND state = 'TRUSTED') AS "trustedKeys",
    (SELECT jsonb_agg(key_id) FROM peer_key WHERE peer = $1 AND state = 'RETIRED') AS "refusedKeys",
    (SELECT key_id FROM own_key WHERE state = 'ACTIVE') AS "signsWith",
    (SELECT jsonb_agg(public_key) FROM own_key WHERE state <> 'RETIRED') AS published`);

type StoredFacts = { readonly [Name in keyof PairingFacts]: PairingFacts[Name] | null };

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
    const [facts] = await rowsOf<StoredFacts>(this.db.source, FACTS, [this.peer]);
    const { isOpen, peerUrl, trustedKeys, refusedKeys, signsWith, published } = found(facts);
    return {
      isOpen: isOpen ?? true,
      peerUrl: peerUrl ?? undefined,
      trustedKeys: trustedKeys ?? [],
      refusedKeys: refusedKeys ?? [],
      signsWith: signsWith ?? undefined,
      published: published ?? [],
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
